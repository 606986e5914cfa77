package dev.holdline.examples.benchmarks.scale;

import dev.holdline.examples.benchmarks.child.Answers;
import dev.holdline.examples.benchmarks.socket.PlainSockets;
import java.util.List;
import java.util.Map;

/**
 * Far ends in a process of their own, for more connections than one process can have both ends of.
 * Argument: how many.
 */
final class PeerProcess {
  private PeerProcess() {}

  /** Answers {@code endpoint}, {@code accept COUNT} and {@code wakeAll} until nobody asks. */
  public static void main(String[] arguments) {
    FarEnds ends = new FarEnds(PlainSockets.libc(), Integer.parseInt(arguments[0]));
    Answers.serve(
        Map.of(
            "endpoint", words -> ends.endpoint().toString(),
            "accept", words -> accept(ends, words),
            "wakeAll", words -> wakeAll(ends)));
    Runtime.getRuntime().halt(0); // which closes thousands of descriptors faster than a loop
  }

  private static boolean accept(FarEnds ends, List<String> words) {
    ends.accept(Integer.parseInt(words.get(0)));
    return true;
  }

  private static boolean wakeAll(FarEnds ends) {
    ends.wakeAll();
    return true;
  }
}
