package dev.holdline.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.process.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Runs the jcstress tests, the classes named {@code *Stress}. {@code
 * -Dholdline.torture.jcstress=tough} gives them more time than {@code quick}.
 */
@Tag("torture")
@NullMarked
class StressTest {
  private static final String MODE = System.getProperty("holdline.torture.jcstress", "quick");
  private static final Duration BOUND = Duration.ofSeconds(MODE.equals("quick") ? 120 : 3600);

  @Test
  void jcstress_ofTheWaitsAndTheSelector_findsNoForbiddenOutcome() throws Exception {
    Path results = Files.createDirectories(Path.of("target", "jcstress"));
    ChildJvm child =
        ChildJvm.start(results, List.of(), List.of(), "org.openjdk.jcstress.Main", arguments());
    assertThat(child.exitCode(BOUND)).as(child.output()).isZero();
    assertThat(child.output())
        .as(child.output())
        .contains(" passed, 0 failed, 0 soft errs, 0 hard");
    assertThat(tests(child.output())).as(child.output()).isGreaterThanOrEqualTo(6);
  }

  private static List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("-m", MODE, "-v", "-r", "."));
    if (MODE.equals("quick")) { // one JVM a test, whatever the machine
      String once = "-af NONE -sc false -f 1 -iters 3 -time 300 -jvmArgs -Xmx256m";
      arguments.addAll(List.of(once.split(" ", -1)));
    }
    return arguments;
  }

  /** Returns how many tests the report at the end counts as good. */
  private static long tests(String output) {
    return output.lines().filter(line -> line.contains("[OK] dev.holdline.")).distinct().count();
  }
}
