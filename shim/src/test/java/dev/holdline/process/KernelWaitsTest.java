package dev.holdline.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdline.fixture.Way;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** strace(1) watches a process whose calls wait for seconds: no wait in the kernel lasts longer. */
@Tag("process")
@NullMarked
class KernelWaitsTest {
  private static final Duration SLICE = Duration.ofMillis(200);
  private static final Duration TIME = Duration.ofSeconds(3);

  /** For a machine with other work, and a traced process is slow. */
  private static final Duration NOISE = Duration.ofMillis(400);

  private static final List<String> FUNCTIONS =
      List.of(
          "recv",
          "recvfrom",
          "recvmsg",
          "recvmmsg",
          "read",
          "readv",
          "poll",
          "ppoll",
          "select",
          "pselect",
          "epoll",
          "epoll_pwait",
          "accept",
          "accept4",
          "connect");
  private static final String TRACED =
      "recvfrom,recvmsg,recvmmsg,read,readv,accept,accept4,connect,"
          + "?poll,ppoll,?select,pselect6,?epoll_wait,epoll_pwait,?epoll_pwait2";

  /** Threads of the JVM itself may wait as they like; these are ours, or run our waits. */
  private static final Pattern OURS = Pattern.compile("wait-.*|holdline-.*|ForkJoinPool.*");

  private static final Pattern CALL =
      Pattern.compile("^(\\d+) .*?(\\w+)(?:\\(| resumed>).*<(\\d+\\.\\d+)>$");
  private static final Pattern THREAD = Pattern.compile("^thread (\\d+) (.*)$");

  /** One system call that strace saw. */
  private record Traced(String thread, String call, Duration time, String line) {}

  @BeforeAll
  static void needsStrace() {
    boolean found = false;
    for (String directory :
        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      found |= Files.isExecutable(Path.of(directory, "strace"));
    }
    assertThat(found || !"true".equals(System.getenv("CI")))
        .as("strace must be installed where CI=true")
        .isTrue();
    assumeTrue(found, "strace is not installed: apt-get install strace");
  }

  @ParameterizedTest
  @MethodSource("dev.holdline.torture.Torture#ways")
  void blockingCalls_waitingForSeconds_neverStayInTheKernelLongerThanASlice(
      Way way, @TempDir Path directory) throws Exception {
    Path trace = directory.resolve("trace.txt");
    ChildJvm child =
        ChildJvm.start(
            directory,
            List.of("strace", "-f", "-T", "-qq", "-o", trace.toString(), "-e", "trace=" + TRACED),
            List.of(),
            KernelWaits.class.getName(),
            List.of(way.name(), "" + SLICE.toMillis(), "" + TIME.toMillis()));
    assertThat(child.exitCode(Duration.ofSeconds(60))).as(child.output()).isZero();
    String output = child.output();
    assertThat(output).doesNotContain("early ");
    for (String function : FUNCTIONS) {
      assertThat(output).containsPattern("result " + function + " \\d+");
    }
    assertThat(output).contains("result connect_tcp -1"); // nobody answers, so a close ended it

    List<Traced> ours = waitsOfOurs(Files.readAllLines(trace), output);
    assertThat(ours)
        .filteredOn(call -> call.time().compareTo(SLICE.plus(NOISE)) > 0)
        .as("longer than a slice")
        .isEmpty();
    // The connect to a full backlog is tried again and again, so single waits may all be short.
    Duration waited = ours.stream().map(Traced::time).reduce(Duration.ZERO, Duration::plus);
    assertThat(waited).as("waits that happened").isGreaterThan(TIME.dividedBy(2));
  }

  private static List<Traced> waitsOfOurs(List<String> trace, String output) {
    Map<String, String> names = new HashMap<>();
    output
        .lines()
        .map(THREAD::matcher)
        .filter(Matcher::matches)
        .forEach(line -> names.put(line.group(1), line.group(2)));
    List<Traced> calls = new ArrayList<>();
    for (String line : trace) {
      Matcher call = CALL.matcher(line);
      if (call.matches()) {
        String name = names.getOrDefault(call.group(1), "");
        Duration time = Duration.ofNanos((long) (Double.parseDouble(call.group(3)) * 1e9));
        if (OURS.matcher(name).matches()) {
          calls.add(new Traced(name, call.group(2), time, line));
        }
      }
    }
    return calls;
  }
}
