package dev.holdline.hook;

import dev.holdline.fixture.Eventually;
import dev.holdline.fixture.Way;
import java.util.Arrays;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs a program in a thread of its own and interrupts it in its last step. */
final class Interrupted {
  private static final long BOUND_SECONDS = 5;

  private final Program program;
  private final FutureTask<String> outcome;
  private final Thread thread;
  private StackTraceElement[] seen = {};

  private Interrupted(Way way, Program program) {
    this.program = program;
    this.outcome =
        new FutureTask<>(
            () -> program.run() + ", interrupted: " + Thread.currentThread().isInterrupted());
    this.thread = way.start(outcome);
  }

  /** Returns what the program saw, and whether its thread's flag was set at the end. */
  static String outcome(Way way, Program program) throws Exception {
    return new Interrupted(way, program).interrupt();
  }

  private String interrupt() throws Exception {
    Eventually.until(this::isBlocked);
    program.feed();
    Eventually.until(program::isAtLastStep);
    Eventually.until(this::isBlocked);
    thread.interrupt();
    try {
      return outcome.get(BOUND_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException stuck) {
      String where = Arrays.toString(thread.getStackTrace());
      throw new AssertionError("the interrupt did not end " + where, stuck);
    }
  }

  /** Whether it was parked, or in the same native call, the last time, too. */
  private boolean isBlocked() {
    StackTraceElement[] before = seen;
    seen = thread.getStackTrace();
    if (seen.length == 0 || !Arrays.equals(before, seen)) {
      return false;
    }
    Thread.State state = thread.getState();
    boolean parked = state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    return parked || seen[0].isNativeMethod();
  }
}
