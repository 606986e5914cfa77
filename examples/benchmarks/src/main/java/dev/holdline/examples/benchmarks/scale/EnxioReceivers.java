package dev.holdline.examples.benchmarks.scale;

import dev.holdline.examples.benchmarks.Arrivals;
import dev.holdline.examples.benchmarks.socket.Endpoint;
import dev.holdline.examples.benchmarks.socket.PlainSockets;
import dev.holdline.posix.LibC;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import jnr.enxio.channels.NativeSelectorProvider;
import jnr.enxio.channels.NativeSocketChannel;
import org.jspecify.annotations.Nullable;

/** One thread for all connections, with jnr-enxio's selector, which is poll(2) on Linux. */
final class EnxioReceivers implements Receivers {
  private static final long LONGEST_SELECT_MILLIS = 60_000;

  private final LibC plain;
  private final Selector selector;
  private final List<NativeSocketChannel> channels = new ArrayList<>();
  private @Nullable Thread thread;
  private volatile boolean closed;

  EnxioReceivers(LibC plain) throws IOException {
    this.plain = plain;
    this.selector = NativeSelectorProvider.getInstance().openSelector();
  }

  @Override
  public void connect(int index, Endpoint endpoint) {
    channels.add(
        new NativeSocketChannel(PlainSockets.connect(plain, endpoint), SelectionKey.OP_READ));
  }

  @Override
  public void start(Arrivals waiting, Arrivals received) {
    Thread started = new Thread(() -> run(waiting, received), "enxio");
    started.setDaemon(true);
    started.start();
    thread = started;
  }

  private void run(Arrivals waiting, Arrivals received) {
    try {
      for (NativeSocketChannel channel : channels) {
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
      }
      waiting.arrive(channels.size());
      ByteBuffer buffer = ByteBuffer.allocateDirect(1);
      while (!closed) {
        selector.select(LONGEST_SELECT_MILLIS);
        for (SelectionKey key : selector.selectedKeys()) {
          receive(key, buffer.clear(), received);
        }
        selector.selectedKeys().clear();
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void receive(SelectionKey key, ByteBuffer buffer, Arrivals received) {
    try {
      if (((NativeSocketChannel) key.channel()).read(buffer) == 1) {
        received.arrive();
      } else {
        key.cancel();
      }
    } catch (IOException reset) {
      key.cancel();
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    selector.wakeup();
    if (thread != null) {
      Receivers.awaitEnd(thread);
    }
    selector.close();
    for (NativeSocketChannel channel : channels) {
      channel.close();
    }
  }
}
