package dev.holdline.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Makes a list that fails smaller, for as long as it fails: first without parts of it, the longest
 * first, then with simpler elements, until neither changes anything.
 *
 * @param fails whether a list still fails
 * @param simpler what an element may be replaced by; must come to an end
 */
record Shrinker<T>(Predicate<List<T>> fails, Function<T, Stream<T>> simpler) {
  /** Returns a list that fails, and no longer does without or with a simpler one of any element. */
  List<T> smallest(List<T> failing) {
    List<T> smaller = simplified(shortened(failing));
    return smaller.equals(failing) ? failing : smallest(smaller);
  }

  private List<T> shortened(List<T> failing) {
    List<T> left = failing;
    for (int length = failing.size() / 2; length > 0; length /= 2) {
      for (int from = 0; from + length <= left.size(); ) {
        List<T> without = without(left, from, length);
        if (fails.test(without)) {
          left = without;
        } else {
          from++;
        }
      }
    }
    return left;
  }

  private static <T> List<T> without(List<T> list, int from, int length) {
    List<T> rest = new ArrayList<>(list);
    rest.subList(from, from + length).clear();
    return List.copyOf(rest);
  }

  private List<T> simplified(List<T> failing) {
    List<T> simplest = failing;
    for (int i = 0; i < failing.size(); ) {
      Optional<List<T>> next = simplifiedAt(i, simplest);
      if (next.isPresent()) {
        simplest = next.get();
      } else {
        i++;
      }
    }
    return simplest;
  }

  private Optional<List<T>> simplifiedAt(int index, List<T> failing) {
    return simpler
        .apply(failing.get(index))
        .map(each -> replaced(failing, index, each))
        .filter(fails)
        .findFirst();
  }

  private static <T> List<T> replaced(List<T> list, int index, T element) {
    List<T> other = new ArrayList<>(list);
    other.set(index, element);
    return List.copyOf(other);
  }
}
