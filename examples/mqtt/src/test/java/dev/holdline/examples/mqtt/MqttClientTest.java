package dev.holdline.examples.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import jnr.ffi.LibraryLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client on plain libc, against a peer that says what the test wants. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MqttClientTest {
  private static final String CONNACK = "20020000";
  private static final String SUBACK = "9003000101";

  private final BlockingQueue<String> pushes = new LinkedBlockingQueue<>();
  private final MqttClient client =
      new MqttClient(
          LibraryLoader.create(LibC.class).load("c"),
          "c",
          (topic, payload) ->
              pushes.add(topic + "=" + new String(payload, StandardCharsets.UTF_8)));
  private ScriptedPeer peer;

  @BeforeEach
  void listen() throws IOException {
    peer = new ScriptedPeer();
  }

  @AfterEach
  void hangUp() throws IOException {
    peer.close();
  }

  @Test
  void connect_sendsConnectAndTakesTheConnack() throws IOException {
    CompletableFuture<Void> connecting = connecting();
    peer.accept();
    assertThat(peer.read()).isEqualTo("100d00044d5154540402003c000163");
    peer.write(CONNACK);

    connecting.join();
    assertThat(client.fd()).isNotNegative();
    client.close();
  }

  @Test
  void connect_refusedByTheBroker_tellsItsReturnCode() throws IOException {
    CompletableFuture<Void> connecting = connecting();
    peer.accept();
    peer.write("20020005");

    assertThatIOException()
        .isThrownBy(() -> join(connecting))
        .withMessageContaining("return code 5");
  }

  @Test
  void connect_brokerHangsUp_saysSo() throws IOException {
    CompletableFuture<Void> connecting = connecting();
    peer.accept();
    assertThat(peer.read()).startsWith("10");
    peer.hangUp();

    assertThatIOException()
        .isThrownBy(() -> join(connecting))
        .withMessageContaining("the broker hung up");
  }

  @Test
  void connect_nobodyListens_carriesTheErrno() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }

    assertThatIOException()
        .isThrownBy(() -> client.connect(ScriptedPeer.LOOPBACK, port))
        .withMessageContaining("connect: ECONNREFUSED");
  }

  @Test
  void subscribe_pushBeforeTheSuback_isNotLost() throws Exception {
    connect();
    CompletableFuture<Void> subscribing = run(() -> client.subscribe("t", 1));
    assertThat(peer.read()).isEqualTo("8206000100017401");
    peer.write("3004000174" + "21" + SUBACK);

    subscribing.join();
    assertThat(pushes.poll(5, TimeUnit.SECONDS)).isEqualTo("t=!");
    client.close();
  }

  @Test
  void subscribe_refused_namesTheTopic() throws Exception {
    connect();
    CompletableFuture<Void> subscribing = run(() -> client.subscribe("t", 1));
    peer.write("9003000180");

    assertThatIOException().isThrownBy(() -> join(subscribing)).withMessageContaining("to t");
    client.close();
  }

  @Test
  void loop_pushInPieces_isPutTogether() throws Exception {
    CompletableFuture<Integer> loop = looping();
    for (String piece : new String[] {"30", "06", "0001", "74", "6162", "63" + "30"}) {
      int before = client.received();
      peer.write(piece);
      await().until(() -> client.received() > before);
    }
    peer.write("04000174" + "21");

    assertThat(pushes.poll(5, TimeUnit.SECONDS)).isEqualTo("t=abc");
    assertThat(pushes.poll(5, TimeUnit.SECONDS)).isEqualTo("t=!");
    end(loop);
  }

  @Test
  void loop_pushWithQos1_isAcknowledged() throws Exception {
    CompletableFuture<Integer> loop = looping();
    peer.write("3206" + "000174" + "abcd" + "21");

    assertThat(pushes.poll(5, TimeUnit.SECONDS)).isEqualTo("t=!");
    assertThat(peer.read()).isEqualTo("4002abcd");
    end(loop);
  }

  @Test
  void ping_isAnswered() throws Exception {
    CompletableFuture<Integer> loop = looping();
    client.ping();
    assertThat(peer.read()).isEqualTo("c000");
    peer.write("d000");

    await().until(() -> client.pongs() == 1);
    end(loop);
  }

  @Test
  void publish_whileTheReaderWaits_isSent() throws Exception {
    CompletableFuture<Integer> loop = looping();
    client.publish("t", new byte[] {'!'});

    assertThat(peer.read()).isEqualTo("300400017421");
    end(loop);
  }

  private void connect() throws IOException {
    CompletableFuture<Void> connecting = connecting();
    peer.accept();
    assertThat(peer.read()).startsWith("10");
    peer.write(CONNACK);
    connecting.join();
  }

  private CompletableFuture<Integer> looping() throws IOException {
    connect();
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return client.loop();
          } catch (IOException e) {
            throw new CompletionException(e);
          }
        });
  }

  private void end(CompletableFuture<Integer> loop) throws Exception {
    client.disconnect();
    assertThat(peer.read()).isEqualTo("e000");
    peer.hangUp();
    assertThat(loop.get(5, TimeUnit.SECONDS)).isZero();
    assertThat(client.close()).isZero();
  }

  private CompletableFuture<Void> connecting() {
    return run(() -> client.connect(ScriptedPeer.LOOPBACK, peer.port()));
  }

  private interface Step {
    void run() throws IOException;
  }

  private static CompletableFuture<Void> run(Step step) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            step.run();
          } catch (IOException e) {
            throw new CompletionException(e);
          }
        });
  }

  private static void join(CompletableFuture<Void> step) throws IOException {
    try {
      step.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
