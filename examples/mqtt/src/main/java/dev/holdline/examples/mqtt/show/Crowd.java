package dev.holdline.examples.mqtt.show;

import dev.holdline.examples.mqtt.MqttClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Many clients, each on a virtual thread and subscribed to a topic of its own. */
final class Crowd {
  private static final Duration FAREWELL = Duration.ofSeconds(5);
  // As many as the listen queue of any broker holds: a full one drops the SYN, which costs a
  // second.
  private static final int HANDSHAKES_AT_ONCE = 64;

  private final Stage stage;
  private final int size;
  private final Semaphore handshakes = new Semaphore(HANDSHAKES_AT_ONCE);
  private final Queue<MqttClient> listening = new ConcurrentLinkedQueue<>();
  private final AtomicInteger listeners = new AtomicInteger();
  private final AtomicInteger reached = new AtomicInteger();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private final CountDownLatch gone;
  private volatile boolean leaving;

  Crowd(Stage stage, int size) {
    this.stage = stage;
    this.size = size;
    this.gone = new CountDownLatch(size);
  }

  int size() {
    return size;
  }

  void start() {
    for (int i = 0; i < size; i++) {
      String name = "crowd/" + i;
      Thread unused = VirtualThreads.start(() -> live(name));
    }
  }

  /** How many clients got to their recv within the limit. */
  int awaitListening(Duration limit) throws Exception {
    return await(limit, listeners);
  }

  /** Publishes one message to each client. */
  void push() throws IOException {
    for (int i = 0; i < size; i++) {
      stage.publish("crowd/" + i, "crowd/" + i);
    }
  }

  /** How many clients were reached by the message meant for them within the limit. */
  int awaitReached(Duration limit) throws Exception {
    return await(limit, reached);
  }

  /** Lets every client say goodbye, so that the carrier is free for whoever comes next. */
  void leave() throws IOException, InterruptedException {
    leaving = true;
    for (MqttClient client : listening) {
      client.disconnect();
    }
    if (!gone.await(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException(
          gone.getCount() + " of " + size + " virtual threads did not end");
    }
  }

  private int await(Duration limit, AtomicInteger count) throws Exception {
    Await.holds(limit, () -> count.get() == size || failure.get() != null);
    Exception failed = failure.get();
    if (failed != null) {
      throw failed;
    }
    return count.get();
  }

  private void live(String name) {
    try {
      Optional<MqttClient> client = connect(name);
      if (client.isPresent()) {
        client.get().loop();
        client.get().close();
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      failure.compareAndSet(null, e);
    } finally {
      gone.countDown();
    }
  }

  private Optional<MqttClient> connect(String name) throws IOException, InterruptedException {
    handshakes.acquire();
    try {
      if (leaving) {
        return Optional.empty();
      }
      MqttClient client = stage.subscriber(name, (topic, payload) -> received(name, payload));
      listening.add(client);
      listeners.incrementAndGet();
      if (leaving) {
        client.disconnect(); // whoever set it may have missed this client
      }
      return Optional.of(client);
    } finally {
      handshakes.release();
    }
  }

  private void received(String name, byte[] payload) {
    if (name.equals(new String(payload, StandardCharsets.UTF_8))) {
      reached.incrementAndGet();
    }
  }
}
