package dev.holdline.selector;

import dev.holdline.posix.kernel.SyscallException;
import dev.holdline.posix.kernel.Syscalls;

/**
 * An eventfd(2) that ends a wait in the kernel. Many signals cost one write: only the transition
 * from quiet to pending reaches the kernel.
 *
 * <p>A thread that signals sets its condition first; the thread that was woken drains first and
 * then looks at the conditions. A signal is therefore never lost, but one too many may be seen.
 * Thread-safe.
 */
public final class WakeEvent implements AutoCloseable {
  private final Syscalls syscalls;
  private final int fd;

  /** Changes together with the kernel's side, so that readable means pending. Guarded by this. */
  private volatile boolean pending;

  private boolean closed; // guarded by this

  /**
   * Makes the eventfd.
   *
   * @throws SyscallException when the process or the system has no descriptor left
   */
  public WakeEvent(Syscalls syscalls) {
    this.syscalls = syscalls;
    this.fd = SyscallException.check("eventfd", syscalls.eventfd());
  }

  /** Returns the descriptor that becomes readable with {@link #signal()}. */
  public int fd() {
    return fd;
  }

  /**
   * Makes the descriptor readable until the next {@link #drain()}. Does nothing after {@link
   * #close()}: signals may come late, and the number may be somebody else's by then.
   */
  public void signal() {
    if (!pending) {
      synchronized (this) {
        if (!pending && !closed) {
          pending = true;
          syscalls.eventfdSignal(fd);
        }
      }
    }
  }

  /**
   * Makes the descriptor silent again. The order matters: were {@code pending} cleared first, a
   * signal in between would be read away and leave {@code pending} set, and no later signal would
   * reach the kernel.
   */
  public synchronized void drain() {
    syscalls.eventfdDrain(fd);
    pending = false;
  }

  /** Returns whether a signal came since the last {@link #drain()}. */
  public boolean isPending() {
    return pending;
  }

  /** Gives the number up without closing it: somebody else did, and may have it now. */
  public synchronized void abandon() {
    closed = true;
  }

  @Override
  public synchronized void close() {
    closed = true;
    syscalls.close(fd);
  }
}
