package dev.holdline.examples.mqtt.show;

import java.util.OptionalInt;
import jnr.constants.platform.Errno;

/** A flag and a signal: how a C program asks its reader to stop. Java's signal is the interrupt. */
final class InterruptScene implements Scene {
  @Override
  public String title() {
    return "interrupt ends recv";
  }

  @Override
  public Outcome play(Stage stage) throws Exception {
    Reader reader = new Reader(stage, "interrupt");
    reader.awaitBlocked();
    Elapsed elapsed = new Elapsed();
    reader.client().stop();
    reader.interrupt();
    OptionalInt ended = reader.ended(stage.patience());
    String text =
        ended.isEmpty()
            ? "stuck, " + elapsed + " and counting"
            : Reader.name(ended.getAsInt()) + " after " + elapsed;
    reader.leave();
    return ended.equals(OptionalInt.of(Errno.EINTR.intValue()))
        ? Outcome.asPromised(text)
        : Outcome.broken(text);
  }
}
