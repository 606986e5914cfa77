package dev.holdline.examples.mqtt.show;

import dev.holdline.examples.mqtt.LibC;
import dev.holdline.examples.mqtt.MqttClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/**
 * What a scene plays with: libc of its side, the broker, and somebody else who publishes.
 *
 * @param topics the start of every topic and client name of this run, so that runs at one broker do
 *     not hear each other
 */
record Stage(Side side, LibC libc, Broker broker, MqttClient publisher, String topics) {
  boolean held() {
    return side == Side.HELD;
  }

  /**
   * How long a reader may take to come back from its recv. The plain one never does: a second shows
   * it. The held one does at once, unless the machine is busy with something else.
   */
  Duration patience() {
    return Duration.ofSeconds(held() ? 3 : 1);
  }

  /** A connected client that is subscribed to a topic of its own name. */
  MqttClient subscriber(String name, MqttClient.PushHandler handler) throws IOException {
    MqttClient client = new MqttClient(libc, topic(name), handler);
    client.connect(broker.address().ipv4(), broker.address().port());
    broker.awaitAccepted(topic(name));
    client.subscribe(topic(name), 1);
    return client;
  }

  void publish(String name, String payload) throws IOException {
    publisher.publish(topic(name), payload.getBytes(StandardCharsets.UTF_8));
  }

  String topic(String name) {
    return topics + "/" + side.name().toLowerCase(Locale.ROOT) + "/" + name;
  }
}
