package dev.holdline.hook;

import dev.holdline.fixture.Pair;
import dev.holdline.posix.LibC;
import java.io.IOException;
import java.nio.channels.spi.AbstractInterruptibleChannel;

/** A program's own channel, which an interrupt closes: a call between begin and end. */
final class OwnChannel extends AbstractInterruptibleChannel implements Program {
  private static final int SHUT_RDWR = 2;

  private final LibC libc;
  private final LibCall call;
  private final Pair pair = new Pair();
  private volatile int closed; // what close(2) returned

  OwnChannel(LibC libc, LibCall call) {
    this.libc = libc;
    this.call = call;
  }

  @Override
  public String run() {
    try {
      return "returned " + call();
    } catch (IOException ended) {
      return ended.getClass().getSimpleName() + ", open: " + isOpen() + ", closed: " + closed;
    }
  }

  private long call() throws IOException {
    long returned = -1;
    begin();
    try {
      returned = call.run(libc, pair.ours());
    } finally {
      end(returned > 0);
    }
    return returned;
  }

  /** A plain call is not woken by close(2), so the connection is shut down first. */
  @Override
  protected void implCloseChannel() {
    pair.oursIsClosed();
    libc.shutdown(pair.ours(), SHUT_RDWR);
    closed = libc.close(pair.ours());
    pair.closePeer();
  }
}
