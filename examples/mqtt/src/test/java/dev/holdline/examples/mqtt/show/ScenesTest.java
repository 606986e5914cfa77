package dev.holdline.examples.mqtt.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.examples.mqtt.MqttClient;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each scene that needs no options of the JVM, on the side where it is stuck and where it is not.
 */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ScenesTest {
  private static EmbeddedBroker broker;
  private static MqttClient publisher;

  @BeforeAll
  static void start() throws Exception {
    broker = EmbeddedBroker.start();
    publisher = new MqttClient(Side.PLAIN.load(), "publisher", (topic, payload) -> {});
    publisher.connect(broker.address().ipv4(), broker.address().port());
    broker.awaitAccepted("publisher");
  }

  @AfterAll
  static void stop() throws Exception {
    publisher.disconnect();
    publisher.close();
    broker.close();
  }

  static Stream<Arguments> scenes() {
    return Stream.of(
        Arguments.of(new PushScene(), Side.PLAIN, "100 of 100"),
        Arguments.of(new PushScene(), Side.HELD, "100 of 100"),
        Arguments.of(new CloseScene(), Side.PLAIN, "stuck"),
        Arguments.of(new CloseScene(), Side.HELD, "EBADF after"),
        Arguments.of(new InterruptScene(), Side.PLAIN, "stuck"),
        Arguments.of(new InterruptScene(), Side.HELD, "EINTR after"),
        Arguments.of(new SliceScene(), Side.PLAIN, "1 wait of"));
  }

  @ParameterizedTest
  @MethodSource("scenes")
  void play_endsAsTheTableClaims(Scene scene, Side side, String text) throws Exception {
    Outcome outcome = scene.play(new Stage(side, side.load(), broker, publisher, "test"));

    assertThat(outcome.text()).startsWith(text);
  }
}
