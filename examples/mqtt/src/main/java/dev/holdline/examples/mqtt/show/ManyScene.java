package dev.holdline.examples.mqtt.show;

import java.time.Duration;
import java.util.Locale;

/** A client a virtual thread, all on one carrier thread. */
final class ManyScene implements Scene {
  private static final int HELD_CLIENTS = 2_000;
  // A few are enough to see that the first one keeps the carrier for itself.
  private static final int PLAIN_CLIENTS = 8;
  private static final Duration PLAIN_LIMIT = Duration.ofSeconds(1);
  private static final Duration HELD_LIMIT = Duration.ofSeconds(15);
  private static final String CARRIERS = "jdk.virtualThreadScheduler.maxPoolSize";

  @Override
  public String title() {
    return String.format(Locale.ROOT, "%,d virtual threads, one carrier", HELD_CLIENTS);
  }

  @Override
  public Outcome play(Stage stage) throws Exception {
    if (!VirtualThreads.available()) {
      return Outcome.notShown("needs JDK 21 or later");
    }
    if (!"1".equals(System.getProperty(CARRIERS))) {
      return Outcome.notShown("needs -D" + CARRIERS + "=1");
    }
    Crowd crowd = new Crowd(stage, stage.held() ? HELD_CLIENTS : PLAIN_CLIENTS);
    try {
      return play(crowd, stage.held() ? HELD_LIMIT : PLAIN_LIMIT);
    } finally {
      crowd.leave();
    }
  }

  private static Outcome play(Crowd crowd, Duration limit) throws Exception {
    Elapsed elapsed = new Elapsed();
    crowd.start();
    int listening = crowd.awaitListening(limit);
    if (listening < crowd.size()) {
      return Outcome.broken("carrier captured: " + of(listening, crowd) + " clients listen");
    }
    crowd.push();
    int reached = crowd.awaitReached(limit);
    String text = of(reached, crowd) + " pushes in " + elapsed;
    return reached == crowd.size() ? Outcome.asPromised(text) : Outcome.broken(text);
  }

  private static String of(int count, Crowd crowd) {
    return String.format(Locale.ROOT, "%,d of %,d", count, crowd.size());
  }
}
