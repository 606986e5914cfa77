package dev.holdline;

import static dev.holdline.fixture.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.FaultySyscalls;
import dev.holdline.fixture.Pair;
import dev.holdline.fixture.Plain;
import dev.holdline.fixture.Waiting;
import dev.holdline.fixture.Way;
import dev.holdline.posix.LibC;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The end of a Holdline, with calls under way. */
@SuppressWarnings("try")
final class HoldlineCloseTest {
  @Test
  void close_whileAThreadWaitsByItself_closesItsEventfdInTheEnd() {
    FaultySyscalls syscalls = new FaultySyscalls();
    try (Pair pair = new Pair();
        Holdline holdline = Holdlines.on(syscalls, HoldlineConfig.builder().build());
        Hold hold = holdline.hold(pair.ours())) {
      LibC libc = holdline.wrap(LibC.class, Plain.LIBC);
      Waiting waiting = Waiting.start(Way.DIRECT, () -> libc.recv(pair.ours(), new byte[1], 1, 0));
      until(() -> hold.waits() >= 1);
      holdline.close();
      Plain.send(pair.peer(), 'x');
      assertThat(waiting.result()).isEqualTo(1);
      until(() -> syscalls.openDescriptors().isEmpty());
    }
  }

  private static List<String> selectors() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("holdline-selector"))
        .toList();
  }

  @Test
  void create_twice_theThreadsHaveNumbers() {
    HoldlineConfig config = HoldlineConfig.builder().build();
    try (Pair pair = new Pair();
        Holdline one = Holdlines.on(new FaultySyscalls(), config);
        Holdline other = Holdlines.on(new FaultySyscalls(), config);
        Hold first = one.hold(pair.ours());
        Hold second = other.hold(pair.ours())) {
      assertThat(selectors())
          .hasSizeGreaterThanOrEqualTo(2)
          .doesNotHaveDuplicates()
          .allMatch(name -> name.matches("holdline-selector-\\d+"));
    }
  }
}
