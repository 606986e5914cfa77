package dev.holdline.gate;

import dev.holdline.held.Heir;
import dev.holdline.held.Incarnation;
import dev.holdline.posix.Errno;
import dev.holdline.selector.Deadline;
import dev.holdline.wait.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What every gated call on one descriptor goes by: which file it is about, until when it waits, and
 * what the end of a wait answers. Used by one thread at a time, and again by later calls.
 */
class CallFrame {
  /** Nobody asked for the timeout yet. */
  private static final long UNASKED = Long.MIN_VALUE;

  private @Nullable Incarnation file;
  private long deadline = UNASKED;
  private boolean bound;
  private boolean partlyDone;
  private boolean interrupted;

  /** Begins a call on a file; null for none yet. */
  final void begin(@Nullable Incarnation about) {
    file = about;
    deadline = UNASKED;
    bound = false;
    partlyDone = false;
    interrupted = false;
  }

  /** Makes the call be about this file from now on, null for none. */
  final void about(@Nullable Incarnation another) {
    file = another;
  }

  /** Begins as another one is. */
  final void copyFrame(CallFrame other) {
    file = other.file;
    deadline = other.deadline;
    bound = other.bound;
    partlyDone = other.partlyDone;
    interrupted = other.interrupted;
  }

  /** Returns the file that the call is about. */
  final Incarnation file() {
    Incarnation present = file;
    if (present == null) {
      throw new IllegalStateException("the call is about no file");
    }
    return present;
  }

  /** Returns the file that the call is about, null for none. */
  final @Nullable Incarnation fileOrNull() {
    return file;
  }

  /**
   * Makes the call belong to its file: it has begun to wait for it. If the number is recycled from
   * now on, the other file is not the call's. An heir is.
   */
  final void bind() {
    bound = true;
  }

  /**
   * As {@link #bind}, of a call that has done a part of its work with the file: the rest of it is
   * not an heir's, whose bytes belong to another connection.
   */
  final void bindPartlyDone() {
    bound = true;
    partlyDone = true;
  }

  final boolean isBound() {
    return bound;
  }

  /**
   * When the file was taken out of use, goes on with the one that stands for it; waits while an
   * heir is being made, as the call may wait.
   *
   * @return READY when there is one, also when the file was in use; else what answers the call:
   *     CLOSED when there is none that the call may go on with
   */
  final Outcome follow(GateContext context) {
    while (file().passage().isRetired()) {
      Incarnation retired = file();
      Heir heir = retired.heir();
      if (heir != null && partlyDone) {
        return Outcome.CLOSED;
      }
      Outcome made = heir == null ? Outcome.READY : context.await(heir, deadline());
      if (made != Outcome.READY) {
        return made;
      }
      Incarnation next = heir == null ? context.successor(retired, bound) : heir.incarnation();
      if (next == null) {
        return Outcome.CLOSED; // what parts were taken from stays known
      }
      file = next;
    }
    return Outcome.READY;
  }

  /** As {@link #follow}, of a call that belongs to its file, also when that was recycled. */
  final Outcome followSame(GateContext context) {
    context.descriptors().recycleUnlessCurrent(file());
    bound = true;
    return follow(context);
  }

  final boolean hasDeadline() {
    return deadline != UNASKED;
  }

  /** Returns when the call ends at the latest, {@link Deadline#NONE} for never. */
  final long deadline() {
    return deadline == UNASKED ? Deadline.NONE : deadline;
  }

  /** Sets when the call ends; it stays, however often the call waits. */
  final void endAt(long time) {
    deadline = time;
  }

  /** Makes the call ask for its timeout anew: it is about another file. */
  final void forgetDeadline() {
    deadline = UNASKED;
  }

  /** Returns whether an interrupt answered the call; {@code Hold.wake()} is none. */
  final boolean isInterrupted() {
    return interrupted;
  }

  /**
   * Returns the errno with which the end of a wait answers a call, and does what an interrupt is to
   * do.
   *
   * @param timedOut the errno of a call whose time is up
   */
  final int errno(Outcome outcome, int timedOut, GateContext context) {
    if (outcome == Outcome.INTERRUPTED) {
      interrupted = true;
      context.interrupted(file());
    }
    return errno(outcome, timedOut);
  }

  /** Returns the errno with which the end of a wait answers any call. */
  static int errno(Outcome outcome, int timedOut) {
    return switch (outcome) {
      case INTERRUPTED, WOKEN -> Errno.EINTR;
      case CLOSED, REFUSED -> Errno.EBADF;
      case TIMED_OUT -> timedOut;
      case READY, ENDED, SUCCEEDED ->
          throw new IllegalArgumentException(outcome + " answers no call: it goes on");
    };
  }
}
