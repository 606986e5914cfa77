package dev.holdline.examples.benchmarks.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdline.examples.benchmarks.figure.Bounds;
import dev.holdline.examples.benchmarks.figure.CallBound;
import dev.holdline.examples.benchmarks.micro.Binding;
import dev.holdline.examples.benchmarks.micro.Subject;
import dev.holdline.examples.benchmarks.micro.SystemCallCount;
import dev.holdline.examples.benchmarks.micro.SystemCallTrace;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No gated call asks more of the kernel than its bound says. */
@Tag("guard")
class SystemCallsGuardTest {
  @BeforeAll
  static void needsStrace() {
    assertThat(SystemCallCount.isPossible() || !"true".equals(System.getenv("CI")))
        .as("strace must be installed where CI=true")
        .isTrue();
    assumeTrue(SystemCallCount.isPossible(), "strace is not installed: apt-get install strace");
  }

  @Test
  void gatedCalls_counted_makeNoMoreSystemCallsThanTheirBounds() throws Exception {
    Map<Subject, List<List<String>>> counted = SystemCallCount.inChildJvm(Binding.HELD);
    assertThat(counted).containsOnlyKeys(Subject.all());
    List<CallBound> bounds = Bounds.load().systemCalls();
    SoftAssertions softly = new SoftAssertions();
    counted.forEach(
        (subject, calls) -> {
          CallBound bound = CallBound.among(bounds, subject.call().label());
          softly
              .assertThat(SystemCallTrace.typical(calls))
              .as("system calls of %s", subject)
              .hasSizeLessThanOrEqualTo(bound.of(subject.waits()));
        });
    softly.assertAll();
  }
}
