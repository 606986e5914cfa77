package dev.holdline.examples.benchmarks.micro;

import com.sun.management.ThreadMXBean;
import dev.holdline.examples.benchmarks.child.Child;
import dev.holdline.examples.benchmarks.child.JavaCommand;
import dev.holdline.examples.benchmarks.figure.Spread;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Counts the bytes that a platform thread allocates in a gated call, exactly: the JVM is asked
 * before and after each one. A program, because what ran before it decides what is compiled how.
 */
public final class AllocationCount {
  private static final Duration BOUND = Duration.ofMinutes(3);
  private static final String MARK = "bytes";

  /**
   * The steady state after hundreds of calls in place of thousands, and at the same call each time:
   * who calls a method once too often waits until it is compiled.
   */
  private static final List<String> SOON = List.of("-XX:CompileThresholdScaling=0.2", "-Xbatch");

  private static final int WARM_UP = 2_500;
  private static final int BATCHES = 10;
  private static final int READY_CALLS = 1_000;
  private static final int WAITING_CALLS = 50;

  private final ThreadMXBean threads;
  private final long spent; // by the count itself

  private AllocationCount(ThreadMXBean threads) {
    this.threads = threads;
    long before = threads.getCurrentThreadAllocatedBytes();
    this.spent = threads.getCurrentThreadAllocatedBytes() - before;
  }

  /**
   * Counts in a JVM of its own.
   *
   * @return bytes a call, the mean of each batch of calls being one sample
   */
  public static Map<Subject, Spread> inChildJvm(Binding binding)
      throws IOException, InterruptedException {
    List<String> command = JavaCommand.of(SOON, AllocationCount.class, binding.name());
    return parse(Child.run(command, BOUND));
  }

  /** Returns by how many bytes the median of each call exceeds that of the other binding. */
  public static Map<Subject, Double> beyond(Map<Subject, Spread> held, Map<Subject, Spread> plain) {
    Map<Subject, Double> beyond = new LinkedHashMap<>();
    plain.forEach(
        (subject, least) -> {
          Spread most = held.get(subject);
          if (most == null) {
            throw new IllegalArgumentException("nothing was counted for " + subject);
          }
          beyond.put(subject, most.median() - least.median());
        });
    return beyond;
  }

  /** Reads what {@link #main} printed; a JVM may warn in between. */
  static Map<Subject, Spread> parse(List<String> lines) {
    Map<Subject, Spread> counts = new LinkedHashMap<>();
    for (String line : lines) {
      String[] words = line.split(" ");
      if (words[0].equals(MARK)) {
        double[] batches = Arrays.stream(words).skip(3).mapToDouble(Double::parseDouble).toArray();
        Subject subject = new Subject(GatedCall.valueOf(words[1]), Boolean.parseBoolean(words[2]));
        counts.put(subject, Spread.of(batches));
      }
    }
    return counts;
  }

  /**
   * Counts.
   *
   * @param arguments the name of the {@link Binding}
   */
  public static void main(String[] arguments) {
    Binding binding = Binding.valueOf(arguments[0]);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    AllocationCount count = new AllocationCount(threads);
    for (Subject subject : Subject.all()) {
      System.out.println(line(subject, count.batches(subject, binding)));
    }
  }

  static String line(Subject subject, double[] batches) {
    String samples =
        Arrays.stream(batches).mapToObj(String::valueOf).collect(Collectors.joining(" "));
    return MARK + " " + subject.call().name() + " " + subject.waits() + " " + samples;
  }

  private double[] batches(Subject subject, Binding binding) {
    double[] batches = new double[BATCHES];
    try (Scene scene = subject.call().open(binding)) {
      if (subject.waits()) {
        try (Peer peer = Peer.patient(scene)) {
          waiting(scene, peer, WARM_UP);
          Arrays.setAll(batches, i -> waiting(scene, peer, WAITING_CALLS));
        }
      } else {
        ready(scene, WARM_UP);
        Arrays.setAll(batches, i -> ready(scene, READY_CALLS));
      }
    }
    return batches;
  }

  private double ready(Scene scene, int calls) {
    long bytes = 0;
    for (int i = 0; i < calls; i++) {
      scene.fill(1);
      bytes += bytesOfCall(scene);
      scene.clear();
    }
    return (double) bytes / calls;
  }

  private double waiting(Scene scene, Peer peer, int calls) {
    long bytes = 0;
    for (int i = 0; i < calls; i++) {
      peer.ask();
      bytes += bytesOfCall(scene);
      scene.clear();
    }
    return (double) bytes / calls;
  }

  private long bytesOfCall(Scene scene) {
    long before = threads.getCurrentThreadAllocatedBytes();
    scene.call();
    return threads.getCurrentThreadAllocatedBytes() - before - spent;
  }
}
