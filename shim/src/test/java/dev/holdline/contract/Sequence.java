package dev.holdline.contract;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Random calls, one after the other, and where they run.
 *
 * @param seed what they were drawn from, or what the longer sequence was that these are left of
 */
record Sequence(long seed, Case setting, List<Step> steps) {
  Sequence with(List<Step> others) {
    return new Sequence(seed, setting, others);
  }

  /** Says where it runs, and under it each step with its number. */
  @Override
  public String toString() {
    return IntStream.range(0, steps.size())
        .mapToObj(i -> "\n  " + (i + 1) + ". " + steps.get(i))
        .collect(Collectors.joining("", setting.toString(), ""));
  }
}
