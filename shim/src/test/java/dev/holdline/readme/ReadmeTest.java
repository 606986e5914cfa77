package dev.holdline.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.HoldlineConfig;
import dev.holdline.posix.Sockaddr;
import dev.holdline.process.ChildJvm;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
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
  private static final Pattern PROGRAM = Pattern.compile("public final class (\\w+)");
  private static final Pattern COMMANDS = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
  private static final Pattern PROPERTY = Pattern.compile("\\| `(holdline\\.\\w+)` \\|");
  private static final String IMPORTS =
      """
      import dev.holdline.*;
      import dev.holdline.annotation.*;
      import dev.holdline.posix.*;
      import java.time.Duration;
      import jnr.ffi.LibraryLoader;
      """;

  static List<String> snippets() throws IOException {
    return found(JAVA, "README.md").filter(snippet -> !isProgram(snippet)).toList();
  }

  static List<String> programs() throws IOException {
    return found(JAVA, "README.md").filter(ReadmeTest::isProgram).toList();
  }

  private static boolean isProgram(String snippet) {
    return PROGRAM.matcher(snippet).find();
  }

  @ParameterizedTest
  @MethodSource("snippets")
  void snippet_compiledAndRun_works(String snippet, @TempDir Path folder) throws Exception {
    boolean declares = snippet.contains("public interface");
    String declared = declares ? snippet.replace("public interface", "interface") : "";
    String statements = declares ? "" : snippet;
    compile(
        folder,
        "Snippet",
        IMPORTS
            + declared
            + "public class Snippet {\n  public static void run() throws Exception {\n"
            + statements
            + "  }\n}\n");
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      loader.loadClass("Snippet").getMethod("run").invoke(null);
    }
  }

  /** A program stands for itself, imports included, and talks to a peer that answers. */
  @ParameterizedTest
  @MethodSource("programs")
  void program_compiledAndRun_printsWhatItWasAnswered(String program, @TempDir Path folder)
      throws Exception {
    Matcher name = PROGRAM.matcher(program);
    assertThat(name.find()).isTrue();
    compile(folder, name.group(1), program);
    try (ServerSocket echo = new ServerSocket()) {
      echo.bind(Sockaddr.inet(Sockaddr.in("127.0.0.1", 0)));
      Thread peer = new Thread(() -> answer(echo), "peer of a README program");
      peer.start();
      List<String> arguments = new ArrayList<>();
      if (Runtime.version().feature() >= 24) {
        arguments.add("--enable-native-access=ALL-UNNAMED");
      }
      String classPath = folder + ":" + System.getProperty("java.class.path");
      arguments.addAll(List.of("-cp", classPath, name.group(1), "127.0.0.1"));
      arguments.add(Integer.toString(echo.getLocalPort()));
      ChildJvm child = ChildJvm.startBare(folder, arguments);

      assertThat(child.exitCode(Duration.ofSeconds(30))).as(child.output()).isZero();
      assertThat(child.output()).isEqualTo("hello\n");
      peer.join();
    }
  }

  private static void answer(ServerSocket echo) {
    try (Socket socket = echo.accept()) {
      socket.getInputStream().transferTo(socket.getOutputStream());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void compile(Path folder, String name, String text) throws IOException {
    Path source = Files.writeString(folder.resolve(name + ".java"), text);
    StringWriter problems = new StringWriter();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    var files = compiler.getStandardFileManager(null, null, null).getJavaFileObjects(source);
    List<String> options =
        List.of("-cp", System.getProperty("java.class.path"), "-d", folder.toString());

    boolean compiled = compiler.getTask(problems, null, null, options, null, files).call();

    assertThat(compiled).as(problems.toString()).isTrue();
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
