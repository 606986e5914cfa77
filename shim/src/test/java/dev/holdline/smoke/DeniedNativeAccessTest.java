package dev.holdline.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.process.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that allows nobody to call native code says which option is missing. */
@EnabledForJreRange(min = JRE.JAVA_24)
final class DeniedNativeAccessTest {
  private static String refusal(Path directory, List<String> where) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("--illegal-native-access=deny"));
    arguments.addAll(where);
    ChildJvm child = ChildJvm.startBare(directory, arguments);
    assertThat(child.exitCode(Duration.ofSeconds(30))).as(child.output()).isEqualTo(1);
    return child.output();
  }

  @Test
  void load_denied_namesTheOptionOfTheClassPath(@TempDir Path directory) throws Exception {
    assertThat(refusal(directory, Paths.onClassPath(Receives.class)))
        .contains("java.lang.UnsupportedOperationException: ")
        .contains("this JVM does not let JNR-FFI call native code")
        .contains("start it with --enable-native-access=ALL-UNNAMED")
        .doesNotContain("without glibc");
  }

  @Test
  void load_denied_namesTheOptionOfTheModulePath(@TempDir Path directory) throws Exception {
    assertThat(refusal(directory, Paths.onModulePath(Receives.class)))
        .contains("java.lang.UnsupportedOperationException: ")
        .contains("start it with --enable-native-access=org.jnrproject.jffi")
        .doesNotContain("without glibc");
  }
}
