package dev.holdline.hook;

import dev.holdline.fixture.Plain;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.util.Set;

/** A program's own selector: an interrupt writes to its pipe, and ends its poll(2) that way. */
abstract class OwnSelector extends AbstractSelector implements Program {
  private final int[] pipe = new int[2];

  @SuppressWarnings("NullAway") // there is no provider, and nobody asks for it
  OwnSelector() {
    super(null);
    assertZero(Plain.LIBC.pipe(pipe));
  }

  private static void assertZero(int result) {
    if (result != 0) {
      throw new AssertionError("failed with " + result);
    }
  }

  /** Waits in plain poll(2) until it is woken. */
  final long pollPlain() {
    return LibCalls.poll(Plain.LIBC, pipe[0]);
  }

  @Override
  public Selector wakeup() {
    Plain.LIBC.write(pipe[1], new byte[1], 1);
    return this;
  }

  @Override
  protected void implCloseSelector() {
    for (int fd : pipe) {
      assertZero(Plain.LIBC.close(fd));
    }
  }

  @Override
  protected SelectionKey register(AbstractSelectableChannel channel, int ops, Object attachment) {
    throw new UnsupportedOperationException();
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
