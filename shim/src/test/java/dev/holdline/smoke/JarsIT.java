package dev.holdline.smoke;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.Api;
import dev.holdline.process.ChildJvm;
import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** The jars as they are handed out. */
final class JarsIT {
  private static final Pattern TYPE_PAGE =
      Pattern.compile("^dev\\.holdline/(dev/holdline/(?:\\w+/)*[A-Z][\\w.]*)\\.html$");
  private static final Pattern NOT_OF_THE_API =
      Pattern.compile(
          "dev[./]holdline[./](selector|wait|wrap|posix[./](abi|binding|kernel))[./<\" ]");

  private static List<String> entries(String classifier) throws Exception {
    try (JarFile jar = new JarFile(Jars.of(classifier).toFile())) {
      return jar.stream().map(ZipEntry::getName).toList();
    }
  }

  /** Copies the compiled program, and nothing of what lies beside it, and returns where to. */
  private static Path alone(Class<?> program, Path directory) throws Exception {
    String name = program.getName().replace('.', '/') + ".class";
    Path target = directory.resolve(name);
    Files.createDirectories(Objects.requireNonNull(target.getParent()));
    try (InputStream bytes =
        Objects.requireNonNull(program.getClassLoader()).getResourceAsStream(name)) {
      Files.copy(Objects.requireNonNull(bytes), target);
    }
    return directory;
  }

  @Test
  void recv_withNothingButTheAllJar_receives(@TempDir Path classes, @TempDir Path directory)
      throws Exception {
    String classPath = Jars.of("-all") + File.pathSeparator + alone(Receives.class, classes);
    ChildJvm child =
        ChildJvm.startBare(directory, List.of("-cp", classPath, Receives.class.getName()));
    assertThat(child.exitCode(Duration.ofSeconds(30))).as(child.output()).isZero();
    assertThat(child.output()).contains("received 1: 42 on the class path");
  }

  private static String refusal(Path directory, List<String> where) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("--illegal-native-access=deny"));
    arguments.addAll(where);
    arguments.add(Receives.class.getName());
    ChildJvm child = ChildJvm.startBare(directory, arguments);
    assertThat(child.exitCode(Duration.ofSeconds(30))).as(child.output()).isEqualTo(1);
    return child.output();
  }

  /** JNR-FFI is part of the automatic module that this jar is. */
  @Test
  @EnabledForJreRange(min = JRE.JAVA_24)
  void load_allJarWithoutNativeAccess_namesTheOptionThatHelps(
      @TempDir Path classes, @TempDir Path directory) throws Exception {
    String program = alone(Receives.class, classes).toString();
    String jar = Jars.of("-all").toString();
    List<String> onModulePath =
        List.of("--module-path", jar, "--add-modules", "dev.holdline", "-cp", program);
    assertThat(refusal(directory, onModulePath))
        .contains("start it with --enable-native-access=dev.holdline");
    assertThat(refusal(directory, List.of("-cp", jar + File.pathSeparator + program)))
        .contains("start it with --enable-native-access=ALL-UNNAMED");

    List<String> allowed = new ArrayList<>(List.of("--illegal-native-access=deny"));
    allowed.add("--enable-native-access=dev.holdline");
    allowed.addAll(onModulePath);
    allowed.add(Receives.class.getName());
    ChildJvm child = ChildJvm.startBare(directory, allowed);
    assertThat(child.exitCode(Duration.ofSeconds(30))).as(child.output()).isZero();
    assertThat(child.output()).contains("received 1: 42 on the module path");
  }

  /** The program above uses the library of one machine only. */
  @Test
  void allJar_nativeLibraries_areThereForEachSupportedMachine() throws Exception {
    List<String> entries = entries("-all");
    for (String machine : List.of("x86_64", "aarch64")) {
      assertThat(entries).anyMatch(name -> name.matches("jni/" + machine + "-Linux/libjffi.*so"));
    }
  }

  /** Two of a kind would leave it to chance which one counts. */
  @Test
  void allJar_entries_areUniqueAndOfNoSignedOrNamedModule() throws Exception {
    List<String> files =
        entries("-all").stream().filter(name -> !name.endsWith("/")).sorted().toList();
    assertThat(files).doesNotHaveDuplicates();
    assertThat(files).noneMatch(name -> name.endsWith("module-info.class"));
    assertThat(files).noneMatch(name -> name.matches("META-INF/.*\\.(SF|DSA|RSA)"));
  }

  @Test
  void mainJar_isAModuleAndHasNothingOfOthers() throws Exception {
    assertThat(entries(""))
        .contains("module-info.class", "dev/holdline/Holdline.class")
        .noneMatch(name -> name.startsWith("jnr/") || name.startsWith("com/"));
  }

  @Test
  void jars_carryTheLicences() throws Exception {
    assertThat(entries("")).contains("META-INF/LICENSE");
    assertThat(entries("-all")).contains("META-INF/LICENSE", "META-INF/THIRD-PARTY-LICENSES");
  }

  @Test
  void sourcesJar_hasTheSourcesOfEachRoom() throws Exception {
    assertThat(entries("-sources"))
        .contains(
            "module-info.java",
            "dev/holdline/Holdline.java",
            "dev/holdline/posix/LibC.java",
            "dev/holdline/selector/BackgroundSelector.java",
            "dev/holdline/gate/Gate.java",
            "dev/holdline/wrap/GatedLibrary.java",
            "dev/holdline/wrap/codegen/GeneratedLibrary.java");
  }

  /**
   * A page for each type of the API; none, nor what is searched, so much as names another package.
   */
  @Test
  void javadocJar_describesTheApiAndNothingElse() throws Exception {
    List<String> described = new ArrayList<>();
    try (JarFile jar = new JarFile(Jars.of("-javadoc").toFile())) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        if (entry.getName().matches(".*\\.html|.*-index\\.js")) {
          String page = new String(jar.getInputStream(entry).readAllBytes(), UTF_8);
          assertThat(page).as(entry.getName()).doesNotContainPattern(NOT_OF_THE_API);
          TYPE_PAGE
              .matcher(entry.getName())
              .results()
              .forEach(type -> described.add(type.group(1)));
        }
      }
    }
    assertThat(described)
        .extracting(type -> type.replace('/', '.'))
        .containsExactlyInAnyOrderElementsOf(Api.OF_PORTERS);
  }
}
