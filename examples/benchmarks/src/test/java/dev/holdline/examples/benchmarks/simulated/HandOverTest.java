package dev.holdline.examples.benchmarks.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class HandOverTest {
  @Test
  @Timeout(30) // on one core it gives up by itself
  void nanos_twoThreads_isPlausibleOrSaysNothing() throws InterruptedException {
    OptionalDouble nanos = HandOver.nanos();

    nanos.ifPresent(value -> assertThat(value).isPositive().isLessThan(1e6));
  }
}
