package dev.holdline.examples.benchmarks.wire.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.holdline.examples.benchmarks.socket.Endpoint;
import dev.holdline.examples.benchmarks.socket.PlainSockets;
import dev.holdline.posix.LibC;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoopTest {
  private static final int SMALL = 64;
  private static final int LARGE = 1024 * 1024; // more than a socket takes at once
  private static final Duration STALL = Duration.ofMillis(200);

  private final LibC libc = PlainSockets.libc();
  private final CountDownLatch never = new CountDownLatch(1);
  private ServerSocket listener;
  private Endpoint endpoint;

  @BeforeEach
  void listen() throws IOException {
    listener = new ServerSocket(0, PlainSockets.BACKLOG, InetAddress.getLoopbackAddress());
    endpoint = new Endpoint.Tcp(listener.getLocalPort());
  }

  @AfterEach
  void close() throws IOException {
    listener.close();
    never.countDown();
  }

  @Test
  void open_serverStalls_latenciesCountTheRequestsThatHadToWait() {
    serve(SMALL, STALL, Integer.MAX_VALUE);
    try (Connections connections = new Connections(libc, endpoint, SMALL, 1)) {
      Report report = OpenLoop.run(connections, 1000, Duration.ofMillis(400));
      assertThat(report.requests()).isEqualTo(400);
      // Only one request saw the stall on the wire, but half of them were to be sent during it.
      assertThat(report.p99Micros()).isGreaterThan(150_000);
      assertThat(report.p999Micros()).isGreaterThanOrEqualTo(200_000);
      assertThat(report.seconds()).isGreaterThanOrEqualTo(0.399);
    }
  }

  @Test
  void open_severalConnections_allRequestsAreAnswered() {
    serve(SMALL, Duration.ZERO, Integer.MAX_VALUE);
    try (Connections connections = new Connections(libc, endpoint, SMALL, 7)) {
      Report report = OpenLoop.run(connections, 2000, Duration.ofMillis(100));
      assertThat(report.requests()).isEqualTo(200);
      assertThat(report.p50Micros()).isPositive().isLessThanOrEqualTo(report.p99Micros());
    }
  }

  @Test
  void closed_messagesThatDoNotFit_areSentAndTakenInParts() {
    serve(LARGE, Duration.ZERO, Integer.MAX_VALUE);
    try (Connections connections = new Connections(libc, endpoint, LARGE, 3)) {
      Report report = ClosedLoop.run(connections, Duration.ofMillis(100));
      assertThat(report.requests()).isGreaterThanOrEqualTo(3);
      assertThat(report.perSecond()).isCloseTo(report.requests() / report.seconds(), within(1e-6));
    }
  }

  @Test
  void closed_serverCloses_saysSo() {
    serve(SMALL, Duration.ZERO, 5);
    try (Connections connections = new Connections(libc, endpoint, SMALL, 1)) {
      assertThatThrownBy(() -> ClosedLoop.run(connections, Duration.ofSeconds(5)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the server closed connection 0");
    }
  }

  /** Echoes whole messages; the first one of a connection after a stall, and only so many. */
  private void serve(int size, Duration stall, int messages) {
    daemon(
        () -> {
          while (!listener.isClosed()) {
            Socket socket = listener.accept();
            socket.setTcpNoDelay(true);
            daemon(() -> echo(socket, size, stall, messages));
          }
        });
  }

  private void echo(Socket socket, int size, Duration stall, int messages) throws Exception {
    try (socket) {
      InputStream in = socket.getInputStream();
      for (int i = 0; i < messages; i++) {
        byte[] message = in.readNBytes(size);
        if (message.length < size) {
          return;
        }
        if (i == 0 && !stall.isZero()) {
          assertThat(never.await(stall.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
        }
        socket.getOutputStream().write(message);
      }
    }
  }

  /** Something that ends with an exception when the test is over. */
  private interface Task {
    void run() throws Exception;
  }

  private static void daemon(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (Exception over) {
                // The listener or the connection is closed.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }
}
