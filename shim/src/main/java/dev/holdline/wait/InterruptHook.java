package dev.holdline.wait;

import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.util.Set;

/**
 * Makes {@link Thread#interrupt()} call us while a platform thread is in the kernel. The JDK offers
 * this to selectors only, so this is one, as far as {@code begin} and {@code end} go.
 *
 * <p>The call is a hint: JDK 25 also makes it after {@code end}. Only the thread's flag decides.
 */
final class InterruptHook extends AbstractSelector {
  private final Runnable onInterrupt;

  @SuppressWarnings("NullAway") // there is no provider, and nobody asks for it
  InterruptHook(Runnable onInterrupt) {
    super(null);
    this.onInterrupt = onInterrupt;
  }

  /** From now on an interrupt of the calling thread runs the action; at once if one is pending. */
  void enter() {
    begin();
  }

  void leave() {
    end();
  }

  @Override
  public Selector wakeup() {
    onInterrupt.run();
    return this;
  }

  @Override
  protected void implCloseSelector() {}

  @Override
  protected SelectionKey register(AbstractSelectableChannel channel, int ops, Object attachment) {
    throw new UnsupportedOperationException("only a hook for interrupts");
  }

  @Override
  public Set<SelectionKey> keys() {
    return Set.of();
  }

  @Override
  public Set<SelectionKey> selectedKeys() {
    return Set.of();
  }

  @Override
  public int selectNow() {
    return 0;
  }

  @Override
  public int select(long timeout) {
    return 0;
  }

  @Override
  public int select() {
    return 0;
  }
}
