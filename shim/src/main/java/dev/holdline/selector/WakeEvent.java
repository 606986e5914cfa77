package dev.holdline.selector;

import dev.holdline.posix.SyscallException;
import dev.holdline.posix.Syscalls;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An eventfd(2) that ends a wait in the kernel. Many signals cost one write: only the transition
 * from quiet to pending reaches the kernel.
 *
 * <p>Who signals sets its condition first; who was woken drains first and then looks at the
 * conditions. A signal is therefore never lost, but one too many may be seen. Thread-safe.
 */
public final class WakeEvent implements AutoCloseable {
  private final Syscalls syscalls;
  private final int fd;
  private final AtomicBoolean pending = new AtomicBoolean();
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
    if (pending.compareAndSet(false, true)) {
      synchronized (this) {
        if (!closed) {
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
  public void drain() {
    syscalls.eventfdDrain(fd);
    pending.set(false);
  }

  /** Returns whether a signal came since the last {@link #drain()}. */
  public boolean isPending() {
    return pending.get();
  }

  @Override
  public synchronized void close() {
    closed = true;
    syscalls.close(fd);
  }
}
