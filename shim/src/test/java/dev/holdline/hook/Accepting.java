package dev.holdline.hook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jnr.unixsocket.UnixServerSocketChannel;
import jnr.unixsocket.UnixSocketAddress;

/** jnr-unixsocket's server: it calls accept(2) between its begin and its end. */
public final class Accepting implements Program {
  private final Path directory;
  private final Path address;
  private final UnixServerSocketChannel channel;

  public Accepting() throws IOException {
    directory = Files.createTempDirectory("holdline");
    address = directory.resolve("socket");
    channel = UnixServerSocketChannel.open();
    channel.socket().bind(new UnixSocketAddress(address.toFile()));
  }

  @Override
  public String run() {
    try {
      return "accepted " + channel.accept();
    } catch (IOException ended) {
      return ended.getClass().getSimpleName() + ", open: " + channel.isOpen();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(address);
    Files.delete(directory);
  }
}
