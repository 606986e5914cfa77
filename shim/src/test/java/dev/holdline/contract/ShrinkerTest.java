package dev.holdline.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is left of a list that fails. */
class ShrinkerTest {
  private static final List<Integer> TWELVE = IntStream.rangeClosed(1, 12).boxed().toList();

  private static List<Integer> smallest(Predicate<List<Integer>> fails, List<Integer> failing) {
    return new Shrinker<>(
            fails,
            number ->
                Stream.of(0, number / 2, number - 1).filter(each -> each >= 0 && each < number))
        .smallest(failing);
  }

  @Test
  void smallest_oneElementFails_isThatAlone() {
    assertThat(smallest(list -> list.contains(7), TWELVE)).containsExactly(7);
  }

  @Test
  void smallest_twoFarApartFail_areBothInTheirOrder() {
    assertThat(smallest(list -> list.contains(12) && list.contains(1), TWELVE))
        .containsExactly(1, 12);
  }

  @Test
  void smallest_valueMatters_isTheLowestThatFails() {
    assertThat(smallest(list -> list.stream().anyMatch(each -> each >= 5), TWELVE))
        .containsExactly(5);
  }

  @Test
  void smallest_countMatters_areTheFewestAndSimplest() {
    assertThat(smallest(list -> list.size() >= 3, TWELVE)).containsExactly(0, 0, 0);
  }

  /** Only once the first is simpler the second is not needed. */
  @Test
  void smallest_simplerMakesOthersNeedless_isShortenedAgain() {
    Predicate<List<Integer>> fails =
        list -> !list.isEmpty() && (list.get(0) == 0 || list.size() == 2);
    assertThat(smallest(fails, List.of(4, 9))).containsExactly(0);
  }

  @Test
  void smallest_everythingFails_isEmpty() {
    assertThat(smallest(list -> true, TWELVE)).isEmpty();
  }

  @Test
  void smallest_nothingElseFails_isTheSame() {
    assertThat(smallest(TWELVE::equals, TWELVE)).isEqualTo(TWELVE);
  }

  @Test
  void smallest_ofTwelve_takesFewTries() {
    List<List<Integer>> tried = new ArrayList<>();
    smallest(
        list -> {
          tried.add(list);
          return list.contains(12) && list.contains(1);
        },
        TWELVE);
    assertThat(tried).hasSizeLessThan(60);
  }
}
