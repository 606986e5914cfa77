package dev.holdline.gate;

import dev.holdline.held.Closing;
import dev.holdline.held.Descriptors;
import dev.holdline.held.Heir;
import dev.holdline.held.Held;
import dev.holdline.held.Incarnation;
import dev.holdline.posix.Errno;
import dev.holdline.posix.kernel.Syscalls;
import dev.holdline.selector.BackgroundSelector;
import dev.holdline.selector.Deadline;
import dev.holdline.wait.CallersHook;
import dev.holdline.wait.InterruptPolicy;
import dev.holdline.wait.Interruption;
import dev.holdline.wait.Outcome;
import dev.holdline.wait.Ways;
import org.jspecify.annotations.Nullable;

/**
 * What the gated calls of one Holdline share: what is held, who looks after it, the ways to wait,
 * and what an interrupt does. Thread-safe.
 */
final class GateContext {
  private final Descriptors descriptors;
  private final BackgroundSelector selector;
  private final Ways ways;

  GateContext(Descriptors descriptors, BackgroundSelector selector, Ways ways) {
    this.descriptors = descriptors;
    this.selector = selector;
    this.ways = ways;
  }

  Descriptors descriptors() {
    return descriptors;
  }

  BackgroundSelector selector() {
    return selector;
  }

  Ways ways() {
    return ways;
  }

  Syscalls syscalls() {
    return descriptors.syscalls();
  }

  /** Returns the file under an open number, held from now on; null when it is not open. */
  @Nullable Incarnation file(int fd) {
    return descriptors.acquire(fd, selector);
  }

  /** As {@link #file}, but never one whose number was closed and reused unnoticed. */
  @Nullable Incarnation verified(int fd) {
    Incarnation file = file(fd);
    if (file != null) {
      descriptors.recycleUnlessCurrent(file);
    }
    return file != null && file.passage().isRetired() ? file(fd) : file;
  }

  /** Begins an explicit hold of an open number; null when it is not open. */
  @Nullable Held hold(int fd) {
    while (true) {
      Incarnation file = verified(fd);
      if (file == null) {
        return null;
      }
      file.held().hold();
      if (!file.passage().isRetired() || file.hasHeir()) {
        return file.held(); // of the heir, too
      }
      file.held().unhold(); // another hold's release came between
    }
  }

  /**
   * Returns which file stands under the number of one that was taken out of use.
   *
   * @param bound whether the call belongs to the retired file: what was recycled is not the call's
   * @return null when the number is not the call's, or not open, any more
   */
  @Nullable Incarnation successor(Incarnation retired, boolean bound) {
    Incarnation successor = file(retired.fd());
    boolean follows =
        successor != null && (!bound || successor.identity().equals(retired.identity()));
    return follows ? successor : null;
  }

  /**
   * Returns what stands for the file that a call has taken something from, and goes on with; null
   * when its number is not that file's any more.
   */
  @Nullable Incarnation same(Incarnation file) {
    descriptors.recycleUnlessCurrent(file);
    if (!file.passage().isRetired()) {
      return file;
    }
    return file.hasHeir() ? null : successor(file, true);
  }

  /**
   * Ends a call that was interrupted: closes the file if interrupts are to do that. A channel that
   * makes the call does it itself: closed twice, the number may be another's.
   */
  void interrupted(Incarnation file) {
    boolean closesItself = CallersHook.interruptChannel();
    if (ways.settings().interrupts() == InterruptPolicy.CLOSE && !closesItself) {
      Closing closing = descriptors.beginClose(file);
      if (closing != null) {
        evict(closing);
        closing.release(() -> file.isCurrent() ? syscalls().close(file.fd()) : 0);
      }
    }
  }

  /** Makes those leave who wait, or are inside the original function; for one slice at most. */
  void evict(Closing closing) {
    if (ways.settings().wakeOnClose()) {
      closing.evict(ways.settings().sliceNanos(), ways.clock());
    }
  }

  /** Waits for an heir that is being made, as the calling thread's own wait. */
  Outcome await(Heir heir, long deadline) {
    Interruption interruption = new Interruption();
    interruption.begin(ways.settings().interrupts());
    try {
      while (!heir.isMade()) {
        if (interruption.endsWait()) {
          return Outcome.INTERRUPTED;
        }
        long left = Deadline.left(deadline, ways.now());
        if (left <= 0) {
          return Outcome.TIMED_OUT;
        }
        heir.await(Math.min(left, ways.settings().sliceNanos()));
      }
      return Outcome.READY;
    } finally {
      interruption.end();
    }
  }

  /** Returns -1 with errno set. */
  static long failed(int errno) {
    Errno.set(errno);
    return -1;
  }
}
