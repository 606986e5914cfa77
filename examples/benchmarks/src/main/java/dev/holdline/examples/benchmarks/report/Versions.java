package dev.holdline.examples.benchmarks.report;

import java.io.File;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which versions of what were measured: the JDK, Holdline, and what it is compared with. */
public final class Versions {
  /** The state of the sources, as {@code git describe} names it. */
  private static final String HOLDLINE = "benchmarks.holdline";

  /** What the page calls a library, and the jar that tells its version. */
  private record Library(String name, String jar) {}

  private static final List<Library> LIBRARIES =
      List.of(
          new Library("JNR-FFI", "jnr-ffi"),
          new Library("jffi", "jffi"),
          new Library("jnr-enxio", "jnr-enxio"),
          new Library("Netty", "netty-transport"),
          new Library("JMH", "jmh-core"),
          new Library("HdrHistogram", "HdrHistogram"));

  private Versions() {}

  /** Returns the versions of this JVM and of its class path, by name, in the order of the page. */
  public static Map<String, String> here() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put(
        "JDK",
        System.getProperty("java.runtime.version") + ", " + System.getProperty("java.vendor"));
    versions.put("Holdline", System.getProperty(HOLDLINE, "unknown"));
    versions.putAll(libraries(System.getProperty("java.class.path")));
    return versions;
  }

  /** Returns the versions that the names of the jars on a class path tell. */
  static Map<String, String> libraries(String classPath) {
    List<String> jars =
        Arrays.stream(classPath.split(File.pathSeparator, -1))
            .map(entry -> entry.substring(entry.lastIndexOf('/') + 1))
            .toList();
    Map<String, String> versions = new LinkedHashMap<>();
    for (Library library : LIBRARIES) {
      Pattern name = Pattern.compile(Pattern.quote(library.jar()) + "-(\\d[\\w.]*)\\.jar");
      jars.stream()
          .map(name::matcher)
          .filter(Matcher::matches)
          .findFirst()
          .ifPresent(jar -> versions.put(library.name(), jar.group(1)));
    }
    return versions;
  }
}
