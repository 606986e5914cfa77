package dev.holdline.wrap;

import static dev.holdline.fixture.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.Hold;
import dev.holdline.Holdline;
import dev.holdline.HoldlineConfig;
import dev.holdline.fixture.Pair;
import dev.holdline.fixture.Plain;
import dev.holdline.fixture.Waiting;
import dev.holdline.fixture.Way;
import java.util.function.ToLongFunction;
import jnr.ffi.LibraryLoader;

/** libc under whatever interface, gated, and a descriptor to call it with. */
final class Gated implements AutoCloseable {
  private final Pair pair = new Pair();
  private final Holdline holdline = Holdline.create(HoldlineConfig.builder().build());

  Pair pair() {
    return pair;
  }

  Holdline holdline() {
    return holdline;
  }

  <T> T load(Class<T> type) {
    return holdline.wrap(type, LibraryLoader.create(type).load("c"));
  }

  /** Runs a call that must wait for one byte, and returns its result. */
  long waits(ToLongFunction<Integer> call) {
    try (Hold hold = holdline.hold(pair.ours())) {
      Waiting waiting = start(call);
      until(() -> hold.waits() >= 1 || waiting.isOver());
      assertThat(waiting.isOver()).isFalse();
      Plain.send(pair.peer(), 'x');
      return waiting.result();
    }
  }

  Waiting start(ToLongFunction<Integer> call) {
    return Waiting.start(Way.DIRECT, () -> call.applyAsLong(pair.ours()));
  }

  @Override
  public void close() {
    pair.close();
    holdline.close();
  }
}
