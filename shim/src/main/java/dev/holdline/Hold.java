package dev.holdline;

import dev.holdline.held.Counters;
import dev.holdline.held.Held;
import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One descriptor that Holdline looks after. Closing it releases the hold, never the descriptor. One
 * that is forgotten is reported to {@link System.Logger} with the place where it was opened.
 * Thread-safe.
 */
public final class Hold implements AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();

  private final int fd;
  private final @Nullable Held held;
  private final String refusal;
  private final Runnable onClose;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Cleaner.Cleanable leak;

  /**
   * Makes a hold.
   *
   * @param held null when there is nothing to hold
   * @param refusal why, in that case
   */
  Hold(int fd, @Nullable Held held, String refusal, Runnable onClose) {
    this.fd = fd;
    this.refusal = refusal;
    this.held = held;
    this.onClose = onClose;
    this.leak = CLEANER.register(this, new Leak(fd, closed, new Throwable("opened here")));
  }

  /** Reports a hold that was collected before it was closed. */
  private record Leak(int fd, AtomicBoolean closed, Throwable opened) implements Runnable {
    @Override
    public void run() {
      if (!closed.get()) {
        System.getLogger(Hold.class.getName())
            .log(
                System.Logger.Level.WARNING,
                "The hold of descriptor " + fd + " was never closed: call Hold.close()",
                opened);
      }
    }
  }

  /** Returns the descriptor number. */
  public int fd() {
    return fd;
  }

  /** Returns how well the descriptor is held now. */
  public HoldStatus status() {
    if (held == null) {
      return new HoldStatus(HoldStatus.State.REFUSED, refusal);
    }
    if (closed.get()) {
      return new HoldStatus(
          HoldStatus.State.REFUSED,
          "this hold of descriptor " + fd + " was released: hold the descriptor again");
    }
    if (!held.current().canWait()) {
      return new HoldStatus(
          HoldStatus.State.REFUSED, "descriptor " + fd + " is a file, whose reads never wait");
    }
    if (held.current().isClosing()) {
      return new HoldStatus(HoldStatus.State.REFUSED, "descriptor " + fd + " was closed");
    }
    return held.degradation()
        .map(reason -> new HoldStatus(HoldStatus.State.DEGRADED, reason))
        .orElseGet(this::verified);
  }

  private HoldStatus verified() {
    return held != null && held.current().isVerifiable()
        ? new HoldStatus(HoldStatus.State.EFFECTIVE, "")
        : new HoldStatus(
            HoldStatus.State.UNVERIFIED,
            "all anonymous inodes are alike: reuse of descriptor " + fd + " cannot be noticed");
  }

  /**
   * Ends the waits on the descriptor as a signal would: they return -1 with EINTR. A call that is
   * not waiting is not affected.
   */
  public void wake() {
    if (held != null) {
      held.wake();
    }
  }

  /** Returns whether the peer closed, reset or shut down its side, as far as was noticed. */
  public boolean isPeerGone() {
    return held != null && held.isPeerGone();
  }

  /** Returns how many waits on the descriptor blocked. */
  public long waits() {
    return counters().waits();
  }

  /** Returns how many slices ended during those waits. */
  public long slices() {
    return counters().slices();
  }

  /** Returns how often the descriptor was compared with the file it was. */
  public long audits() {
    return counters().audits();
  }

  /** Returns how often readiness ended a wait. */
  public long wakeups() {
    return counters().wakeups();
  }

  private Counters counters() {
    return held == null ? new Counters() : held.counters();
  }

  /** Releases the hold. Waits that are under way go on; the descriptor stays open. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      leak.clean();
      onClose.run();
    }
  }

  @Override
  public String toString() {
    return "Hold[fd=" + fd + ", " + status() + "]";
  }
}
