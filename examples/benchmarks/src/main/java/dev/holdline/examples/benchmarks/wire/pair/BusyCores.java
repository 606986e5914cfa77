package dev.holdline.examples.benchmarks.wire.pair;

import dev.holdline.examples.benchmarks.child.Answers;
import dev.holdline.examples.benchmarks.child.Child;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Keeps every core of this machine busy until it is closed: processes of their own, so that what
 * they take is not counted as this one's.
 */
final class BusyCores implements AutoCloseable {
  private static final List<String> SMALL = List.of("-Xmx16m", "-XX:+UseSerialGC");

  private final List<Child> children = new ArrayList<>();

  private BusyCores() {}

  /** Starts them. */
  static BusyCores start() throws IOException {
    BusyCores cores = new BusyCores();
    try {
      for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
        cores.children.add(Child.start(BusyCores.class, SMALL, List.of()));
      }
    } catch (IOException refused) {
      cores.close();
      throw refused;
    }
    return cores;
  }

  /** Returns the processes that do it. */
  List<ProcessHandle> processes() {
    return children.stream().map(Child::handle).toList();
  }

  @Override
  public void close() {
    children.forEach(Child::close);
  }

  /** The child's side: busy until its parent closes the pipe or is gone. */
  public static void main(String[] arguments) {
    Thread busy = new Thread(BusyCores::spin);
    busy.setDaemon(true);
    busy.start();
    Answers.serve(Map.of());
  }

  private static void spin() {
    while (!Thread.currentThread().isInterrupted()) {
      Thread.onSpinWait();
    }
  }
}
