package dev.holdline.examples.mqtt.show;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Mosquitto of our own on a free loopback port. */
final class Mosquitto implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(10);

  private final Process process;
  private final Address address;

  private Mosquitto(Process process, Address address) {
    this.process = process;
    this.address = address;
  }

  /** Where the program is. Debian keeps it in a folder that not every user has on the PATH. */
  static Optional<Path> program() {
    return program(System.getenv().getOrDefault("PATH", ""), "/usr/sbin");
  }

  static Optional<Path> program(String path, String otherFolder) {
    return Stream.concat(Arrays.stream(path.split(File.pathSeparator)), Stream.of(otherFolder))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "mosquitto"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts it with its files in a folder of the test's. */
  static Mosquitto start(Path program, Path folder) throws IOException {
    Address address = freeAddress();
    Path config = folder.resolve("mosquitto.conf");
    Files.writeString(
        config,
        String.join(
            "\n",
            "listener " + address.port() + " " + address.host().getHostAddress(),
            "allow_anonymous true",
            "persistence false",
            ""));
    Process process =
        new ProcessBuilder(program.toString(), "-c", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("mosquitto.log").toFile())
            .start();
    Mosquitto mosquitto = new Mosquitto(process, address);
    try {
      await().atMost(START_LIMIT).until(mosquitto::listens);
    } catch (RuntimeException e) {
      mosquitto.close();
      throw new IOException(Files.readString(folder.resolve("mosquitto.log")), e);
    }
    return mosquitto;
  }

  Address address() {
    return address;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private boolean listens() {
    try (Socket probe = new Socket()) {
      probe.connect(new InetSocketAddress(address.host(), address.port()), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** A loopback address where nobody listens. */
  static Address freeAddress() throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try (ServerSocket probe = new ServerSocket(0, 1, loopback)) {
      return new Address(loopback, probe.getLocalPort());
    }
  }
}
