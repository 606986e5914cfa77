package dev.holdline.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.HoldlineConfig;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What README.md says is tried: its snippets compile and run, its commands and properties exist.
 */
class ReadmeTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern COMMANDS = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
  private static final Pattern PROPERTY = Pattern.compile("\\| `(holdline\\.\\w+)` \\|");
  private static final String IMPORTS =
      """
      import dev.holdline.*;
      import dev.holdline.posix.LibC;
      import dev.holdline.wrap.*;
      import java.time.Duration;
      import jnr.ffi.LibraryLoader;
      """;

  static List<String> snippets() throws IOException {
    return found(JAVA, "README.md").toList();
  }

  @ParameterizedTest
  @MethodSource("snippets")
  void snippet_compiledAndRun_works(String snippet, @TempDir Path folder) throws Exception {
    boolean declares = snippet.contains("public interface");
    String declared = declares ? snippet.replace("public interface", "interface") : "";
    String statements = declares ? "" : snippet;
    Path source =
        Files.writeString(
            folder.resolve("Snippet.java"),
            IMPORTS
                + declared
                + "public class Snippet {\n  public static void run() throws Exception {\n"
                + statements
                + "  }\n}\n");
    StringWriter problems = new StringWriter();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    var files = compiler.getStandardFileManager(null, null, null).getJavaFileObjects(source);
    List<String> options =
        List.of("-cp", System.getProperty("java.class.path"), "-d", folder.toString());

    boolean compiled = compiler.getTask(problems, null, null, options, null, files).call();

    assertThat(compiled).as(problems.toString()).isTrue();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      loader.loadClass("Snippet").getMethod("run").invoke(null);
    }
  }

  @Test
  void commands_eachOfThem_isRunByCi() throws IOException {
    String ci = Files.readString(ROOT.resolve(".ci/run"));
    List<String> programs =
        found(COMMANDS, "README.md")
            .flatMap(String::lines)
            .map(line -> line.split(" ", 2)[0])
            .toList();
    assertThat(programs).containsExactly("examples/run", "mvn");
    assertThat(programs)
        .allSatisfy(program -> assertThat(ci).containsPattern("(?m)^  " + program + "( |$)"));
  }

  @Test
  void properties_inTheTable_areThoseThatAreRead() throws IOException {
    List<String> read =
        Arrays.stream(HoldlineConfig.Builder.class.getDeclaredMethods())
            .filter(method -> method.getParameterCount() == 1)
            .filter(method -> method.getReturnType() == HoldlineConfig.Builder.class)
            .map(Method::getName)
            .map("holdline."::concat)
            .toList();
    assertThat(found(PROPERTY, "README.md")).containsExactlyInAnyOrderElementsOf(read);
  }

  @Test
  void version_ofTheJar_isThatOfTheProject() throws IOException {
    Pattern declared =
        Pattern.compile("<artifactId>holdline-parent</artifactId>\\s*<version>(.*)<");
    String version = found(declared, "pom.xml").findFirst().orElseThrow();
    assertThat(Files.readString(ROOT.resolve("README.md")))
        .contains("<version>" + version + "</version>", "holdline-shim-" + version + "-all.jar");
  }

  private static Stream<String> found(Pattern pattern, String file) throws IOException {
    return pattern
        .matcher(Files.readString(ROOT.resolve(file)))
        .results()
        .map(result -> result.group(1));
  }
}
