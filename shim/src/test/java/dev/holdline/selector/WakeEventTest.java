package dev.holdline.selector;

import static dev.holdline.fixture.FaultySyscalls.Name.EVENTFD;
import static dev.holdline.fixture.FaultySyscalls.Name.EVENTFD_SIGNAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdline.fixture.FaultySyscalls;
import dev.holdline.posix.Errno;
import dev.holdline.posix.Poll;
import dev.holdline.posix.kernel.SyscallException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class WakeEventTest {
  private final FaultySyscalls syscalls = new FaultySyscalls();

  private boolean isReadable(WakeEvent event) {
    return syscalls.look(event.fd(), Poll.POLLIN) == Poll.POLLIN;
  }

  @Test
  void signal_manyTimes_writesOnce() {
    try (WakeEvent event = new WakeEvent(syscalls)) {
      for (int i = 0; i < 100; i++) {
        event.signal();
      }

      assertThat(syscalls.count(EVENTFD_SIGNAL)).isEqualTo(1);
      assertThat(event.isPending()).isTrue();
      assertThat(isReadable(event)).isTrue();
    }
  }

  @Test
  void signal_afterDrain_writesAgain() {
    try (WakeEvent event = new WakeEvent(syscalls)) {
      event.signal();
      event.drain();
      assertThat(event.isPending()).isFalse();
      assertThat(isReadable(event)).isFalse();

      event.signal();

      assertThat(syscalls.count(EVENTFD_SIGNAL)).isEqualTo(2);
      assertThat(isReadable(event)).isTrue();
    }
  }

  @Test
  void signal_whileAnotherThreadDrains_isNeverLost() throws InterruptedException {
    try (WakeEvent event = new WakeEvent(syscalls)) {
      List<Thread> signallers = new ArrayList<>();
      for (int t = 0; t < 2; t++) {
        Thread thread = new Thread(() -> signalOften(event));
        signallers.add(thread);
        thread.start();
      }
      while (signallers.stream().anyMatch(Thread::isAlive)) {
        event.drain();
      }
      for (Thread thread : signallers) {
        thread.join(TimeUnit.SECONDS.toMillis(10));
      }
      event.drain();

      event.signal();
      assertThat(isReadable(event)).isTrue();
    }
  }

  private static void signalOften(WakeEvent event) {
    for (int i = 0; i < 5_000; i++) {
      event.signal();
    }
  }

  @Test
  void create_noDescriptorLeft_throwsWithTheCallAndItsErrno() {
    syscalls.fail(EVENTFD, Errno.EMFILE);
    assertThatThrownBy(() -> new WakeEvent(syscalls))
        .isInstanceOf(SyscallException.class)
        .hasMessage("eventfd failed with EMFILE");
  }

  @Test
  void signal_afterClose_writesToNobody() {
    WakeEvent event = new WakeEvent(syscalls);
    event.close();
    event.signal();
    assertThat(syscalls.count(EVENTFD_SIGNAL)).isZero();
  }
}
