package dev.holdline.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.process.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Holdline says to programs that lack something, or ask for too much. */
final class SaidAloudTest {
  private static String refusal(Path directory, List<String> arguments) throws Exception {
    ChildJvm child = ChildJvm.startBare(directory, arguments);
    assertThat(child.exitCode(Duration.ofSeconds(30))).as(child.output()).isEqualTo(1);
    return child.output();
  }

  /** As under JRuby, whose JNR-FFI has an ASM under another name. */
  @Test
  void load_withoutAsm_namesTheArtifact(@TempDir Path directory) throws Exception {
    List<String> thin = Paths.onClassPath(Receives.class, file -> !file.startsWith("asm-commons"));
    assertThat(refusal(directory, thin))
        .contains("java.lang.IllegalStateException: Holdline needs org.ow2.asm:asm-commons")
        .contains("add it to the class path");
  }

  @Test
  void load_withoutAnyAsm_namesTheArtifact(@TempDir Path directory) throws Exception {
    List<String> none = Paths.onClassPath(Receives.class, file -> !file.startsWith("asm"));
    assertThat(refusal(directory, none))
        .contains("java.lang.IllegalStateException: Holdline needs org.ow2.asm:asm-commons");
  }

  /** JNR-FFI unpacks its native library into the first of the two, or else into the second. */
  @Test
  void load_noPlaceForTheNativeLibrary_saysWhyItCouldNotBeLoaded(@TempDir Path directory)
      throws Exception {
    Path nowhere = Files.createFile(directory.resolve("nowhere"));
    List<String> arguments =
        new ArrayList<>(List.of("-Djava.io.tmpdir=" + nowhere, "-Duser.dir=" + nowhere));
    arguments.addAll(Paths.onClassPath(Receives.class));
    assertThat(refusal(directory, arguments))
        .contains("java.lang.UnsupportedOperationException: ")
        .contains("JNR-FFI could not load its native library", "java.io.tmpdir")
        .doesNotContain("without glibc");
  }

  @Test
  void shared_badProperty_isTheSameEachTime(@TempDir Path directory) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("-Dholdline.slice=60"));
    arguments.addAll(Paths.onClassPath(Twice.class));
    ChildJvm child = ChildJvm.startBare(directory, arguments);
    assertThat(child.exitCode(Duration.ofSeconds(30))).as(child.output()).isZero();
    String refused =
        "java.lang.IllegalArgumentException: holdline.slice=60 is refused: it must be an ISO-8601"
            + " duration such as PT60S";
    List<String> said = // between what newer JVMs say of native access
        child
            .output()
            .lines()
            .filter(line -> line.matches("(shared|load|report|then) .*"))
            .toList();
    assertThat(said)
        .containsExactly(
            "shared " + refused,
            "shared " + refused,
            "load " + refused,
            "load " + refused,
            "report " + refused,
            "then PT1M");
  }

  private static String printed(Path directory, String... slices) throws Exception {
    List<String> arguments = new ArrayList<>(Paths.onClassPath(ShortSlice.class));
    arguments.addAll(List.of(slices));
    ChildJvm child = ChildJvm.startBare(directory, arguments);
    assertThat(child.exitCode(Duration.ofSeconds(30))).as(child.output()).isZero();
    return child.output();
  }

  @Test
  void build_shortSlice_isWarnedOfOnce(@TempDir Path directory) throws Exception {
    assertThat(printed(directory, "PT0.02S", "PT60S")).doesNotContain("shorter than");
    assertThat(printed(directory, "PT0.005S", "PT0.001S"))
        .containsOnlyOnce("slice PT0.005S is shorter than PT0.02S")
        .contains("keep a core busy", "raise holdline.slice")
        .doesNotContain("slice PT0.001S is");
  }
}
