package dev.holdline.examples.benchmarks.micro;

import dev.holdline.examples.benchmarks.child.Child;
import dev.holdline.examples.benchmarks.child.JavaCommand;
import dev.holdline.posix.LibC;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Counts the system calls of a gated call on a platform thread: strace(1) looks on while a program
 * makes them, with a system call that fails, {@code dup} of a number below zero, before and after.
 */
public final class SystemCallCount {
  private static final Duration BOUND = Duration.ofMinutes(3);

  /** Its compiler and its collector would make system calls in between, and wake other threads. */
  private static final List<String> STILL = List.of("-Xint", "-XX:+UseSerialGC");

  private static final int WARM_UP = 5;
  private static final int CALLS = 11;

  private SystemCallCount() {}

  /** Returns whether strace(1) is installed. */
  public static boolean isPossible() {
    for (String directory :
        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(directory, "strace"))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Counts in a JVM of its own.
   *
   * @return for each call that was made the system calls in it, by name
   */
  public static Map<Subject, List<List<String>>> inChildJvm(Binding binding)
      throws IOException, InterruptedException {
    Path trace = Files.createTempFile("holdline-benchmarks", ".strace");
    try {
      List<String> command = new ArrayList<>();
      command.addAll(List.of("strace", "-f", "-qq", "-o", trace.toString()));
      command.addAll(JavaCommand.of(STILL, SystemCallCount.class, binding.name()));
      Child.run(command, BOUND);
      try (var lines = Files.lines(trace)) {
        return SystemCallTrace.parse(lines);
      }
    } finally {
      Files.delete(trace);
    }
  }

  /**
   * Makes the calls.
   *
   * @param arguments the name of the {@link Binding}
   */
  public static void main(String[] arguments) {
    Binding binding = Binding.valueOf(arguments[0]);
    for (Subject subject : Subject.all()) {
      try (Scene scene = subject.call().open(binding)) {
        if (subject.waits()) {
          try (Peer peer = Peer.patient(scene)) {
            waiting(subject, scene, peer);
          }
        } else {
          ready(subject, scene);
        }
      }
    }
  }

  private static void ready(Subject subject, Scene scene) {
    for (int i = 0; i < WARM_UP + CALLS; i++) {
      scene.fill(1);
      call(subject, scene, i >= WARM_UP);
      scene.clear();
    }
  }

  private static void waiting(Subject subject, Scene scene, Peer peer) {
    for (int i = 0; i < WARM_UP + CALLS; i++) {
      peer.ask();
      call(subject, scene, i >= WARM_UP);
      scene.clear();
    }
  }

  private static void call(Subject subject, Scene scene, boolean counted) {
    LibC plain = Binding.PLAIN.libc();
    if (counted) {
      plain.dup(SystemCallTrace.begin(subject));
    }
    scene.call();
    if (counted) {
      plain.dup(SystemCallTrace.end(subject));
    }
  }
}
