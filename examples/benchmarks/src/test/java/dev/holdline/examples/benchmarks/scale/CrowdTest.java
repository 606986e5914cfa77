package dev.holdline.examples.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdline.examples.benchmarks.socket.PlainSockets;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@NullMarked
class CrowdTest {
  private static Stream<Way> ways() {
    return Way.available().stream();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void crowd_ofEachWay_isParkedAndWoken(Way way) throws Exception {
    try (Crowd crowd = Crowd.open(way, PlainSockets.libc(), 20)) {
      assertThat(crowd.park()).isPositive();
      for (int i = 0; i < 40; i++) {
        assertThat(crowd.wakeNext()).isPositive();
        assertThat(crowd.wakeSame()).isPositive();
      }
      assertThat(crowd.wakeAll()).isPositive();
      assertThat(crowd.wakeAll()).isPositive();
    }
  }

  @Test
  void hereCount_untilDescriptorsRunOut_isAll() {
    assertThat(Crowd.hereCount(9_700, 20_000)).isEqualTo(9_700);
    assertThat(Crowd.hereCount(9_900, 20_000)).isEqualTo(9_500);
    assertThat(Crowd.hereCount(19_000, 20_000)).isEqualTo(400);
  }

  @Test
  void hereCount_tooManyReceivers_saysWhatToDo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Crowd.hereCount(19_400, 20_000))
        .withMessageContainingAll("19400", "20000", "ulimit -n");
  }
}
