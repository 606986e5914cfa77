package dev.holdline.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.Holdline;
import dev.holdline.HoldlineConfig;
import dev.holdline.fixture.Way;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * One point of the matrix the contract is run over.
 *
 * @param way who waits, and how
 * @param kind on what
 */
record Case(Way way, WireKind kind) {
  /** Short, so that every wait of a test crosses many. */
  static final Duration SLICE = Duration.ofMillis(5);

  /** One instance for each way and the whole run, as a program would have. */
  private static final class Instances {
    static final Map<Way, Holdline> ALL = new EnumMap<>(Way.class);

    static {
      for (Way way : ways()) {
        ALL.put(way, way.holdline(SLICE));
      }
    }
  }

  /** Returns the ways this JDK has; {@code -Dcontract.ways=DIRECT} leaves some, for a search. */
  static List<Way> ways() {
    String wanted = System.getProperty("contract.ways", "");
    return Way.availableWithEachPoller().stream()
        .filter(way -> way.name().contains(wanted))
        .toList();
  }

  Holdline holdline() {
    return Objects.requireNonNull(Instances.ALL.get(way));
  }

  HoldlineConfig.Builder config() {
    return way.config(SLICE);
  }

  /**
   * Runs a scenario on the held library and on the plain one, and requires that both saw the same.
   *
   * @return what both saw
   */
  <T> T sameAsPlain(Function<Side, T> scenario) {
    T held;
    try (Side side = Side.held(holdline(), way.isVirtual())) {
      held = scenario.apply(side);
    }
    T plain;
    try (Side side = Side.plain()) {
      plain = scenario.apply(side);
    }
    assertThat(held).as("held, compared with plain").isEqualTo(plain);
    return held;
  }

  /** Runs calls on both sides and requires that each fails with the one errno it should have. */
  void eachFails(String errno, Function<Side, List<Result>> scenario) {
    assertThat(sameAsPlain(scenario)).containsOnly(Result.failed(errno));
  }

  /** Runs what bare Linux does not do: close and interrupt that end a wait. */
  void held(Consumer<Side> scenario) {
    try (Side side = Side.held(holdline(), way.isVirtual())) {
      scenario.accept(side);
    }
  }

  /** Runs a scenario with a configuration of its own. */
  void held(UnaryOperator<HoldlineConfig.Builder> change, Consumer<Side> scenario) {
    try (Holdline holdline = Holdline.create(change.apply(config()).build());
        Side side = Side.held(holdline, way.isVirtual())) {
      scenario.accept(side);
    }
  }

  @Override
  public String toString() {
    return way + " " + kind;
  }
}
