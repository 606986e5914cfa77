package dev.holdline.examples.benchmarks.simulated;

import dev.holdline.examples.benchmarks.child.Answers;
import java.util.List;
import java.util.Map;

/** Bare virtual threads in a process of their own. Arguments: how many. */
final class BareProcess {
  private BareProcess() {}

  /** Answers {@code wake COUNT} until nobody asks. */
  public static void main(String[] arguments) {
    warmUp();
    int count = Integer.parseInt(arguments[0]);
    BareThreads threads = new BareThreads(count);
    System.gc(); // as a world is collected when it is weighed
    threads.wake(count);
    Answers.serve(Map.of("wake", words -> wake(threads, words)));
    Runtime.getRuntime().halt(0); // the threads park for ever
  }

  private static void warmUp() {
    for (int i = 0; i < SimulatedProcess.WARM_UP_WORLDS; i++) {
      BareThreads threads = new BareThreads(SimulatedProcess.WARM_UP_SOCKETS);
      for (int j = 0; j < SimulatedProcess.WARM_UP_ROUNDS; j++) {
        threads.wake(SimulatedProcess.WARM_UP_SOCKETS);
      }
    }
  }

  private static double wake(BareThreads threads, List<String> words) {
    return threads.wake(Integer.parseInt(words.get(0)));
  }
}
