package dev.holdline;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.Source;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which files of one room use which others. A nested class counts with the file it is in. */
final class FileGraph {
  private final Map<String, Set<String>> uses;

  /**
   * Creates a graph.
   *
   * @param uses of each file, the files it uses
   */
  FileGraph(Map<String, Set<String>> uses) {
    this.uses = uses;
  }

  /** Returns the graph of the files in which some classes are, all of one package. */
  static FileGraph of(Collection<JavaClass> room) {
    Map<String, Set<String>> uses = new TreeMap<>();
    for (JavaClass type : room) {
      Set<String> used = uses.computeIfAbsent(file(type), each -> new TreeSet<>());
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (target.getPackageName().equals(type.getPackageName())) {
          used.add(file(target));
        }
      }
      used.remove(file(type));
    }
    return new FileGraph(uses);
  }

  private static String file(JavaClass type) {
    return type.getSource()
        .flatMap(Source::getFileName)
        .orElseThrow(() -> new AssertionError("compiled without its file name: " + type));
  }

  /** Returns the files that one file uses directly. */
  Set<String> usedBy(String file) {
    return uses.getOrDefault(file, Set.of());
  }

  /** Returns the names of all files. */
  Set<String> files() {
    return uses.keySet();
  }

  /**
   * Returns the circles, the largest ones there are: in each, every file uses every other one,
   * directly or through others.
   */
  List<Set<String>> circles() {
    Map<String, Set<String>> reached = new TreeMap<>();
    uses.keySet().forEach(file -> reached.put(file, reachedFrom(file)));
    Set<Set<String>> circles = new LinkedHashSet<>();
    for (String file : uses.keySet()) {
      Set<String> circle = new TreeSet<>();
      for (String other : reached.getOrDefault(file, Set.of())) {
        if (reached.getOrDefault(other, Set.of()).contains(file)) {
          circle.add(other);
        }
      }
      if (circle.size() > 1) {
        circles.add(circle);
      }
    }
    return List.copyOf(circles);
  }

  private Set<String> reachedFrom(String file) {
    Set<String> reached = new TreeSet<>();
    Deque<String> next = new ArrayDeque<>(usedBy(file));
    while (!next.isEmpty()) {
      String other = next.remove();
      if (reached.add(other)) {
        next.addAll(usedBy(other));
      }
    }
    return reached;
  }
}
