package dev.holdline.examples.mqtt.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.examples.mqtt.MqttClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The ported client and Moquette, without Holdline. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EmbeddedBrokerTest {
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

  @Test
  void publish_reachesTheSubscriber() throws Exception {
    Stage stage = stage("one");
    Reader reader = new Reader(stage, "reader");
    reader.awaitBlocked();

    stage.publish("reader", "hello");

    assertThat(reader.push(Duration.ofSeconds(5))).contains("hello");
    reader.leave();
  }

  @Test
  void disconnect_endsTheLoopWithTheEndOfTheStream() throws Exception {
    Reader reader = new Reader(stage("two"), "leaver");
    reader.awaitBlocked();

    reader.client().disconnect();

    assertThat(reader.ended(Duration.ofSeconds(5))).hasValue(0);
    reader.client().close();
  }

  private static Stage stage(String topics) {
    return new Stage(Side.PLAIN, Side.PLAIN.load(), broker, publisher, topics);
  }
}
