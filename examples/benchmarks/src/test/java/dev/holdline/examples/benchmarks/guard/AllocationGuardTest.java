package dev.holdline.examples.benchmarks.guard;

import dev.holdline.examples.benchmarks.figure.Bounds;
import dev.holdline.examples.benchmarks.figure.CallBound;
import dev.holdline.examples.benchmarks.micro.AllocationCount;
import dev.holdline.examples.benchmarks.micro.Binding;
import dev.holdline.examples.benchmarks.micro.Subject;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No gated call allocates more beyond the plain one than its bound says. */
@Tag("guard")
class AllocationGuardTest {
  @Test
  void gatedCalls_counted_allocateNoMoreThanTheirBounds() throws Exception {
    Map<Subject, Double> beyond =
        AllocationCount.beyond(
            AllocationCount.inChildJvm(Binding.HELD), AllocationCount.inChildJvm(Binding.PLAIN));
    List<CallBound> bounds = Bounds.load().allocatedBytes();
    SoftAssertions softly = new SoftAssertions();
    softly.assertThat(beyond).containsOnlyKeys(Subject.all());
    beyond.forEach(
        (subject, bytes) -> {
          CallBound bound = CallBound.among(bounds, subject.call().label());
          softly
              .assertThat(bytes)
              .as("bytes of %s beyond the plain call", subject)
              .isLessThanOrEqualTo(bound.of(subject.waits()));
        });
    softly.assertAll();
  }
}
