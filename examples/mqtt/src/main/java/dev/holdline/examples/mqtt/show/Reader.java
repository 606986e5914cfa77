package dev.holdline.examples.mqtt.show;

import dev.holdline.examples.mqtt.MqttClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jnr.constants.platform.Errno;

/** A client and the thread that blocks in its {@code recv}. */
final class Reader {
  private static final Duration SETTLE = Duration.ofSeconds(5);

  private final BlockingQueue<String> pushes = new LinkedBlockingQueue<>();
  private final MqttClient client;
  private final FutureTask<Integer> loop;
  private final Thread thread;

  /**
   * Connects, subscribes, and starts the thread.
   *
   * @param name at most 9 characters, so that the kernel shows the thread's in full: another side's
   *     reader of that name may still be stuck
   */
  Reader(Stage stage, String name) throws IOException {
    client =
        stage.subscriber(
            name, (topic, payload) -> pushes.add(new String(payload, StandardCharsets.UTF_8)));
    loop = new FutureTask<>(client::loop);
    thread = new Thread(loop, stage.side().name().toLowerCase(Locale.ROOT) + " " + name);
    thread.setDaemon(true); // a reader that is stuck must not keep the show from ending
    thread.start();
  }

  MqttClient client() {
    return client;
  }

  void interrupt() {
    thread.interrupt();
  }

  Optional<String> push(Duration limit) throws InterruptedException {
    return Optional.ofNullable(pushes.poll(limit.toNanos(), TimeUnit.NANOSECONDS));
  }

  /** Returns once the thread sleeps in its {@code recv}. */
  void awaitBlocked() throws InterruptedException {
    Await.until(
        SETTLE,
        () -> client.receiving() && KernelThread.sleeps(thread.getName()),
        () -> "reader " + thread.getName() + " did not get to its recv");
  }

  /** What the loop returned, or empty when it has not returned within the limit. */
  OptionalInt ended(Duration limit) throws InterruptedException, ExecutionException {
    try {
      return OptionalInt.of(loop.get(limit.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return OptionalInt.empty();
    }
  }

  static String name(int errno) {
    return errno == 0 ? "end of stream" : Errno.valueOf(errno).name();
  }

  /** Says goodbye and waits for the broker to hang up. */
  void leave() throws IOException, InterruptedException, ExecutionException {
    client.disconnect();
    ended(SETTLE);
    client.close();
  }
}
