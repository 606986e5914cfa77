package dev.holdline.examples.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SystemCallTraceTest {
  private static final Subject SUBJECT = new Subject(GatedCall.POLL, true);
  private static final int BEGIN = SystemCallTrace.begin(SUBJECT);
  private static final int END = SystemCallTrace.end(SUBJECT);

  @Test
  void parse_callBetweenMarks_isCountedOnceByItsOwnThread() {
    Map<Subject, List<List<String>>> calls =
        SystemCallTrace.parse(
            Stream.of(
                "7 read(3, \"\", 1) = 0",
                "7 dup(" + BEGIN + ") = -1 EBADF (Bad file descriptor)",
                "7 ppoll([{fd=3, events=POLLIN}], 1, NULL, NULL, 8 <unfinished ...>",
                "8 sendto(4, \"x\", 1, 0, NULL, 0) = 1",
                "7 <... ppoll resumed>) = 1",
                "7 --- SIGSEGV {si_signo=SIGSEGV} ---",
                "7 dup(3) = 5",
                "7 dup(" + END + ") = -1 EBADF (Bad file descriptor)",
                "7 close(3) = 0"));

    assertThat(calls).containsExactly(Map.entry(SUBJECT, List.of(List.of("ppoll", "dup"))));
  }

  @Test
  void parse_marksOfUnfinishedCall_areIgnored() {
    assertThat(SystemCallTrace.parse(Stream.of("7 dup(" + END + ") = -1"))).isEmpty();
    assertThat(SystemCallTrace.parse(Stream.of("7 dup(" + BEGIN + ") = -1"))).isEmpty();
  }

  @Test
  void marks_ofAllSubjects_differ() {
    assertThat(Subject.all().stream().flatMap(s -> marks(s)).toList()).doesNotHaveDuplicates();
  }

  private static Stream<Integer> marks(Subject subject) {
    return Stream.of(SystemCallTrace.begin(subject), SystemCallTrace.end(subject));
  }

  @Test
  void typical_oneDisturbedCall_isNotReturned() {
    List<String> call = List.of("recvfrom");
    List<String> disturbed = List.of("recvfrom", "futex");

    assertThat(SystemCallTrace.typical(List.of(disturbed, call, call))).isEqualTo(call);
  }
}
