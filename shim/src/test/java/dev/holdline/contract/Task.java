package dev.holdline.contract;

import dev.holdline.fixture.VirtualThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Something that runs in a thread of its own. What it returns is waited for with a bound. */
final class Task<T> {
  private static final long BOUND_SECONDS = 10;
  private static final String FUTEX = System.getProperty("os.arch").equals("amd64") ? "202" : "98";

  private final FutureTask<T> future;
  private final Thread thread;
  private volatile String tid = "";

  private Task(Callable<T> body, boolean virtual) {
    this.future =
        new FutureTask<>(
            () -> {
              if (!virtual) {
                tid = Files.readSymbolicLink(Path.of("/proc/thread-self")).toString();
              }
              return body.call();
            });
    this.thread = virtual ? VirtualThreads.unstarted(future) : new Thread(future, "contract");
  }

  static <T> Task<T> start(Callable<T> body, boolean virtual) {
    Task<T> task = new Task<>(body, virtual);
    if (!virtual) {
      task.thread.setDaemon(true); // one that never returns must not keep the JVM
    }
    task.thread.start();
    return task;
  }

  void interrupt() {
    thread.interrupt();
  }

  boolean isDone() {
    return future.isDone();
  }

  T result() {
    try {
      return future.get(BOUND_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException stuck) {
      throw new AssertionError("still blocked after " + BOUND_SECONDS + " s: " + this, stuck);
    } catch (ExecutionException failed) {
      throw new AssertionError("failed in its thread", failed.getCause());
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  /** Returns the system call this platform thread is blocked in, "" for none. */
  String blockedIn() {
    try {
      String call = tid.isEmpty() ? "" : Files.readString(Path.of("/proc", tid, "syscall"));
      boolean blocked = !call.isEmpty() && Character.isDigit(call.charAt(0));
      return blocked && !call.startsWith(FUTEX + " ") ? call : "";
    } catch (IOException ended) {
      return "";
    }
  }

  /** Tells where it is, for a failure's message. */
  @Override
  public String toString() {
    String state = isDone() ? "returned " + result() : "in " + blockedIn();
    return state + String.join("\n\t", Arrays.toString(thread.getStackTrace()).split(", ", -1));
  }
}
