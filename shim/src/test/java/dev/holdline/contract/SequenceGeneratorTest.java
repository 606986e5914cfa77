package dev.holdline.contract;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What random sequences are made of. */
class SequenceGeneratorTest {
  private static final List<Sequence> MANY =
      LongStream.range(0, 2_000).mapToObj(SequenceGenerator::ofSeed).toList();

  @Test
  void ofSeed_oneSeed_isOneSequence() {
    for (long seed : new long[] {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertThat(SequenceGenerator.ofSeed(seed)).isEqualTo(SequenceGenerator.ofSeed(seed));
    }
  }

  @Test
  void ofSeed_seedsInARow_areSequencesOfTheirOwn() {
    assertThat(MANY).extracting(Sequence::steps).doesNotHaveDuplicates();
  }

  @Test
  void ofSeed_manySeeds_haveEachCallWayAndWire() {
    assertThat(MANY)
        .flatExtracting(Sequence::steps)
        .extracting(Step::call)
        .contains(Step.Call.values());
    assertThat(MANY).extracting(each -> each.setting().way()).containsAll(Case.ways());
    assertThat(MANY).extracting(each -> each.setting().kind()).contains(WireKind.values());
  }

  @Test
  void ofSeed_manySeeds_haveEachLengthAndNumber() {
    assertThat(MANY.stream().map(each -> each.steps().size()).distinct())
        .containsExactlyInAnyOrder(2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    assertThat(MANY)
        .flatExtracting(Sequence::steps)
        .extracting(Step::number)
        .contains(0, 40)
        .allMatch(number -> number >= 0 && number <= 40);
  }

  @Test
  void ofSeed_manySeeds_sendAndReceiveMost() {
    Map<Step.Call, Long> counts =
        MANY.stream()
            .flatMap(each -> each.steps().stream())
            .collect(groupingBy(Step::call, counting()));
    assertThat(counts).hasSize(Step.Call.values().length);
    long others = counts.getOrDefault(Step.Call.SHUTDOWN, 0L);
    assertThat(counts.get(Step.Call.PEER_SENDS)).isGreaterThan(4 * others);
    assertThat(counts.get(Step.Call.RECV)).isGreaterThan(4 * others);
  }
}
