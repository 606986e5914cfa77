package dev.holdline.examples.benchmarks.wire.pair;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Two workloads in turn, so that both meet the same weather.
 *
 * @param held the one that holds
 * @param other what it is compared with
 */
record Comparison(Workload held, Workload other) implements AutoCloseable {
  /** Returns what an operation of each takes, round by round. */
  Turns inTurn(int rounds, int operations) throws Exception {
    List<Cost> ofHeld = new ArrayList<>();
    List<Cost> ofOther = new ArrayList<>();
    held.run(operations); // warm up
    other.run(operations);
    for (int round = 0; round < rounds; round++) {
      ofHeld.add(held.run(operations));
      ofOther.add(other.run(operations));
    }
    return new Turns(ofHeld, ofOther);
  }

  @Override
  public void close() throws IOException {
    try (held) {
      other.close();
    }
  }
}
