package dev.holdline.examples.benchmarks.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.posix.Epoll;
import dev.holdline.posix.Poll;
import dev.holdline.posix.abi.Layout;
import dev.holdline.posix.kernel.NativeBlock;
import java.time.Duration;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class SimulatedKernelTest {
  private static final int SOCKETS = 4;

  private final SimulatedKernel kernel = new SimulatedKernel(SOCKETS);
  private final int epoll = kernel.epollCreate();
  private final NativeBlock events = NativeBlock.allocate(SOCKETS * Layout.EPOLL_EVENT_SIZE);

  private void arm(int fd) {
    kernel.epollCtl(epoll, Epoll.EPOLL_CTL_MOD, fd, Poll.POLLIN | Epoll.EPOLLONESHOT, 100 + fd);
  }

  private int reports() {
    return kernel.epollWait(epoll, events, SOCKETS, 0);
  }

  @Test
  void epollWait_byteForAnArmedSocket_isReportedOnce() {
    arm(2);
    assertThat(reports()).isZero();
    kernel.deliver(new int[] {2});
    assertThat(reports()).isOne();
    assertThat(events.getLong(Layout.EPOLL_EVENT_DATA)).isEqualTo(102);
    assertThat(events.getInt(Layout.EPOLL_EVENT_EVENTS)).isEqualTo(Poll.POLLIN);
    assertThat(reports()).isZero();
  }

  @Test
  void epollWait_armedWithAByteThere_isReportedAtOnce() {
    kernel.deliver(new int[] {1});
    assertThat(reports()).isZero();
    arm(1);
    assertThat(reports()).isOne();
    arm(1); // not taken yet: level-triggered
    assertThat(reports()).isOne();
    assertThat(kernel.take(1)).isTrue();
    assertThat(kernel.take(1)).isFalse();
    arm(1);
    assertThat(reports()).isZero();
  }

  @Test
  void armed_enoughWereArmed_endsTheWait() {
    kernel.armed().expect(2);
    arm(0);
    arm(3);
    kernel.armed().await(Duration.ofSeconds(1));
  }

  @Test
  void awaitBusyNanos_afterANudge_isTheTimeBetweenTwoWaits() {
    kernel.nudge();
    reports();
    reports();
    assertThat(kernel.awaitBusyNanos(1)).isPositive();
  }
}
