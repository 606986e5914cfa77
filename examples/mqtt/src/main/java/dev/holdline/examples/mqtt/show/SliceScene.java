package dev.holdline.examples.mqtt.show;

import dev.holdline.Hold;
import dev.holdline.Holdline;
import java.time.Duration;
import java.util.Optional;

/** Nothing arrives for a while: how long is a wait in the kernel, and what does the caller see? */
final class SliceScene implements Scene {
  private static final Duration IDLE = Duration.ofMillis(1_300);
  private static final Duration LIMIT = Duration.ofSeconds(2);

  @Override
  public String title() {
    return "the wait is split, unseen by recv's caller";
  }

  @Override
  public Outcome play(Stage stage) throws Exception {
    Reader reader = new Reader(stage, "slices");
    reader.awaitBlocked();
    Outcome outcome = stage.held() ? held(stage, reader) : plain(stage, reader);
    reader.leave();
    return outcome;
  }

  private Outcome plain(Stage stage, Reader reader) throws Exception {
    Elapsed elapsed = new Elapsed();
    String seen = idleThenPush(stage, reader);
    return Outcome.asPromised("1 wait of " + elapsed + seen);
  }

  private Outcome held(Stage stage, Reader reader) throws Exception {
    try (Hold hold = Holdline.shared().hold(reader.client().fd())) {
      long before = hold.slices();
      Elapsed elapsed = new Elapsed();
      String seen = idleThenPush(stage, reader);
      long slices = hold.slices() - before;
      String text = slices + " slices in " + elapsed + seen;
      return slices > 1 && seen.isEmpty() ? Outcome.asPromised(text) : Outcome.broken(text);
    }
  }

  /** Returns what the caller saw that it should not have, as the end of a sentence. */
  private static String idleThenPush(Stage stage, Reader reader) throws Exception {
    int received = reader.client().received();
    Optional<String> early = reader.push(IDLE);
    int returned = reader.client().received() - received;
    stage.publish("slices", "late");
    Optional<String> late = reader.push(LIMIT);
    if (early.isPresent() || returned > 0) {
      return ", but recv returned " + returned + " times";
    }
    return late.isEmpty() ? ", then a push did not arrive" : "";
  }
}
