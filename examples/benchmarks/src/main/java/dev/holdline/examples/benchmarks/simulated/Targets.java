package dev.holdline.examples.benchmarks.simulated;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws some of the numbers 0 to n - 1, none twice; the same ones in each run. */
final class Targets {
  private final int[] numbers;
  private final SplittableRandom random = new SplittableRandom(1);

  Targets(int count) {
    numbers = new int[count];
    Arrays.setAll(numbers, i -> i);
  }

  int[] draw(int count) {
    for (int i = 0; i < count; i++) {
      int from = random.nextInt(i, numbers.length);
      int drawn = numbers[from];
      numbers[from] = numbers[i];
      numbers[i] = drawn;
    }
    return Arrays.copyOf(numbers, count);
  }
}
