package dev.holdline.examples.benchmarks.wire.server;

import dev.holdline.examples.benchmarks.Threads;
import dev.holdline.examples.benchmarks.socket.Endpoint;
import dev.holdline.examples.benchmarks.socket.PlainSockets;
import dev.holdline.posix.LibC;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Iterator;
import jnr.enxio.channels.NativeSelectorProvider;
import jnr.enxio.channels.NativeServerSocketChannel;
import jnr.enxio.channels.NativeSocketChannel;

/**
 * jnr-enxio's selector over descriptors of plain libc: one thread, as its selector is one {@code
 * poll(2)} over all descriptors.
 */
final class EnxioServer implements Server {
  private final LibC libc = PlainSockets.libc();
  private final Service service;
  private final int size;

  EnxioServer(Service service, int size) {
    this.service = service;
    this.size = size;
  }

  @Override
  public Endpoint start(Endpoint wanted) throws IOException {
    int listener = PlainSockets.listen(libc, wanted);
    Endpoint bound = PlainSockets.bound(libc, listener, wanted);
    Selector selector = NativeSelectorProvider.getInstance().openSelector();
    NativeServerSocketChannel acceptor = new NativeServerSocketChannel(listener);
    acceptor.configureBlocking(false);
    acceptor.register(selector, SelectionKey.OP_ACCEPT);
    Threads.PLATFORM.factory().newThread(() -> loop(selector, bound)).start();
    return bound;
  }

  private void loop(Selector selector, Endpoint endpoint) {
    try {
      while (true) {
        selector.select();
        Iterator<SelectionKey> ready = selector.selectedKeys().iterator();
        while (ready.hasNext()) {
          SelectionKey key = ready.next();
          ready.remove();
          if (key.channel() instanceof NativeServerSocketChannel acceptor) {
            accept(selector, acceptor.getFD(), endpoint);
          } else {
            serve(key, (NativeSocketChannel) key.channel());
          }
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void accept(Selector selector, int listener, Endpoint endpoint) throws IOException {
    int fd = PlainSockets.accept(libc, listener, endpoint);
    NativeSocketChannel channel = new NativeSocketChannel(fd);
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, ByteBuffer.allocateDirect(size));
  }

  /** Reads a buffer and writes it back; what the socket does not take waits for it to be ready. */
  private void serve(SelectionKey key, NativeSocketChannel channel) throws IOException {
    ByteBuffer buffer = (ByteBuffer) key.attachment();
    if (key.isReadable()) {
      buffer.clear();
      if (channel.read(buffer) < 0) {
        key.cancel();
        channel.close();
        return;
      }
      buffer.flip();
    }
    if (service == Service.ECHO) {
      channel.write(buffer);
      int interest = buffer.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ;
      if (key.interestOps() != interest) {
        key.interestOps(interest);
      }
    }
  }
}
