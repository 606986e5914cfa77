package dev.holdline.examples.benchmarks.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class WorldTest {
  @Test
  void world_ofReceivers_isHeldParkedWokenAndAudited() {
    assumeTrue(SimulatedSuite.parks(), "virtual threads need JDK 21 or later");
    World world = new World(500);
    assertThat(world.hold()).isPositive();
    assertThat(world.park()).isPositive();
    assertThat(world.wake(500)).isPositive();
    assertThat(world.wake(7)).isPositive();
    assertThat(world.slice()).isPositive();
  }

  @Test
  void bareThreads_ofACrowd_areWoken() {
    assumeTrue(SimulatedSuite.parks(), "virtual threads need JDK 21 or later");
    BareThreads threads = new BareThreads(500);
    assertThat(threads.wake(500)).isPositive();
    assertThat(threads.wake(7)).isPositive();
  }

  @Test
  void sliceClock_ticks() {
    try (SliceClock clock = new SliceClock(500)) {
      assertThat(clock.tick()).isPositive();
      assertThat(clock.tick()).isPositive();
    }
  }
}
