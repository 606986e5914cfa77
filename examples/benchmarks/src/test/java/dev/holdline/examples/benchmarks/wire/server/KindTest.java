package dev.holdline.examples.benchmarks.wire.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.examples.benchmarks.Threads;
import dev.holdline.examples.benchmarks.socket.Endpoint;
import dev.holdline.examples.benchmarks.socket.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is compared must do the same thing. The servers end with the process of the tests. */
@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KindTest {
  private static final int BUFFER = 4096;
  private static final int MESSAGE = 50_000; // many buffers, and none of them exactly

  static Stream<Kind> kinds() {
    return Arrays.stream(Kind.values()).filter(kind -> !kind.virtual() || Threads.haveVirtual());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void echo_sendsBackWhatCame(Kind kind, @TempDir Path folder) throws IOException {
    for (Transport transport : Transport.values()) {
      byte[] message = new byte[MESSAGE];
      new Random(1).nextBytes(message);
      try (SocketChannel client = connect(kind, Service.ECHO, transport, folder)) {
        ByteBuffer back = ByteBuffer.allocate(MESSAGE);
        for (int round = 0; round < 3; round++) {
          client.write(ByteBuffer.wrap(message));
          back.clear();
          while (back.hasRemaining()) {
            assertThat(client.read(back)).isPositive();
          }
          assertThat(back.array()).isEqualTo(message);
        }
        client.shutdownOutput();
        assertThat(client.read(back.clear())).isEqualTo(-1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void sink_swallowsWhatCame_andClosesAtTheEnd(Kind kind, @TempDir Path folder) throws IOException {
    for (Transport transport : Transport.values()) {
      try (SocketChannel client = connect(kind, Service.SINK, transport, folder)) {
        client.write(ByteBuffer.wrap(new byte[MESSAGE]));
        client.shutdownOutput();
        assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
      }
    }
  }

  private static SocketChannel connect(Kind kind, Service service, Transport transport, Path folder)
      throws IOException {
    Endpoint wanted =
        transport == Transport.TCP
            ? Endpoint.ANY_PORT
            : new Endpoint.Unix(folder.resolve(kind.name()));
    return SocketChannel.open(kind.server(service, BUFFER).start(wanted).address());
  }
}
