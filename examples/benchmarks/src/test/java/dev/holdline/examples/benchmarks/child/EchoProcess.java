package dev.holdline.examples.benchmarks.child;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;

/** Answers with its words, fails, sleeps or ends when it is told to. */
@NullMarked
final class EchoProcess {
  private EchoProcess() {}

  public static void main(String[] arguments) {
    Answers.serve(
        Map.of(
            "echo", words -> words,
            "fail", words -> fail(),
            "sleep", words -> sleep(),
            "end", words -> end()));
  }

  private static Object fail() {
    System.setErr(new PrintStream(OutputStream.nullOutputStream())); // the test expects the trace
    throw new IllegalStateException("as told");
  }

  private static Object sleep() throws InterruptedException {
    TimeUnit.SECONDS.sleep(60);
    return "slept";
  }

  private static Object end() {
    Runtime.getRuntime().halt(3);
    return "never";
  }
}
