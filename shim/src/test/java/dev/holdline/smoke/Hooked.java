package dev.holdline.smoke;

import dev.holdline.Hold;
import dev.holdline.Holdline;
import dev.holdline.posix.LibC;
import java.io.IOException;
import java.nio.channels.spi.AbstractInterruptibleChannel;

/** A porter's channel, in a process of its own: an interrupt of its held recv closes it. */
public final class Hooked extends AbstractInterruptibleChannel {
  private static final int SHUT_RDWR = 2;

  private final LibC libc = Holdline.load(LibC.class, "c");
  private final int[] pair = new int[2];

  private Hooked() {
    libc.socketpair(1, 1, 0, pair);
  }

  public static void main(String[] arguments) throws Exception {
    Hooked channel = new Hooked();
    Thread reader = new Thread(channel::receive);
    try (Hold hold = Holdline.shared().hold(channel.pair[0])) {
      reader.start();
      while (hold.waits() == 0) {
        Thread.onSpinWait();
      }
      reader.interrupt();
    }
    reader.join();
  }

  private void receive() {
    try {
      System.out.println("received " + receiveOnce());
    } catch (IOException ended) {
      System.out.println(ended.getClass().getSimpleName());
    }
  }

  private long receiveOnce() throws IOException {
    long received = -1;
    begin();
    try {
      received = libc.recv(pair[0], new byte[1], 1, 0);
    } finally {
      end(received > 0);
    }
    return received;
  }

  @Override
  protected void implCloseChannel() {
    libc.shutdown(pair[0], SHUT_RDWR);
    libc.close(pair[0]);
  }
}
