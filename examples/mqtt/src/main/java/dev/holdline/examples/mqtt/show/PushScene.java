package dev.holdline.examples.mqtt.show;

import java.time.Duration;
import java.util.Optional;

/** Somebody publishes, the reader receives: the ordinary day. */
final class PushScene implements Scene {
  private static final int PUSHES = 100;
  private static final Duration LIMIT = Duration.ofSeconds(2);

  @Override
  public String title() {
    return "pushes arrive";
  }

  @Override
  public Outcome play(Stage stage) throws Exception {
    Reader reader = new Reader(stage, "push");
    Elapsed elapsed = new Elapsed();
    for (int i = 0; i < PUSHES; i++) {
      String sent = "push " + i;
      stage.publish("push", sent);
      Optional<String> arrived = reader.push(LIMIT);
      if (!arrived.equals(Optional.of(sent))) {
        return Outcome.broken("'" + sent + "' did not arrive, but " + arrived.orElse("nothing"));
      }
    }
    String text = PUSHES + " of " + PUSHES + " in " + elapsed;
    reader.leave();
    return Outcome.asPromised(text);
  }
}
