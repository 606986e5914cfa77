package dev.holdline.contract;

import static dev.holdline.contract.Polls.BAD_FD;
import static dev.holdline.contract.Reported.TIMEOUT_NANOS;
import static dev.holdline.contract.Reported.onTime;
import static dev.holdline.contract.WireKind.PIPE;
import static dev.holdline.contract.WireKind.TCP;
import static dev.holdline.posix.Poll.POLLIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.posix.Epoll;
import dev.holdline.posix.EpollEvents;
import dev.holdline.posix.LibC;
import dev.holdline.posix.Timespec;
import java.time.Duration;
import java.util.List;
import jnr.ffi.Pointer;

/** epoll_wait and its kin: data, timeouts, closes, and what they write back. */
class EpollWaitTest {
  private static final int SIGSET_SIZE = 128; // sigset_t

  private static int epoll(Side side, int fd) {
    int epfd = side.owned(side.libc().epoll_create1(0));
    EpollEvents event = EpollEvents.of(Epoll.EPOLLIN, 42);
    assertThat(side.libc().epoll_ctl(epfd, Epoll.EPOLL_CTL_ADD, fd, event.pointer())).isZero();
    return epfd;
  }

  /** The calls that wait for an epoll. */
  private enum EpollWaiting {
    EPOLL_WAIT,
    EPOLL_PWAIT,
    EPOLL_PWAIT2;

    /** Waits for so many milliseconds, for a negative number without end. */
    Reported call(LibC libc, int epfd, int max, int timeout) {
      EpollEvents events = EpollEvents.allocate(4);
      Pointer array = events.pointer();
      Pointer spec = timeout < 0 ? null : Timespec.allocate(Duration.ofMillis(timeout));
      Pointer mask = Native.memory(SIGSET_SIZE); // empty: nothing is blocked
      Result result =
          switch (this) {
            case EPOLL_WAIT -> Result.of(() -> libc.epoll_wait(epfd, array, max, timeout));
            case EPOLL_PWAIT -> Result.of(() -> libc.epoll_pwait(epfd, array, max, timeout, mask));
            case EPOLL_PWAIT2 -> Result.of(() -> libc.epoll_pwait2(epfd, array, max, spec, null));
          };
      return new Reported(result, events.events(0) + " " + events.data(0));
    }
  }

  private static Reported epollWait(LibC libc, int epfd, int max, int timeout) {
    return EpollWaiting.EPOLL_WAIT.call(libc, epfd, max, timeout);
  }

  @Contract(TCP)
  void epollWait_invalidArguments_doAsPlain(Case setting) {
    setting.sameAsPlain(
        side -> {
          int fd = side.open(TCP).near();
          int epfd = epoll(side, fd);
          return List.of(
              side.run(() -> epollWait(side.libc(), epfd, 0, 1_000)),
              side.run(() -> epollWait(side.libc(), fd, 1, 1_000)),
              side.run(() -> epollWait(side.libc(), BAD_FD, 1, 1_000)));
        });
  }

  @Contract
  void epollWait_dataAndTimeout_doAsPlain(Case setting) {
    for (EpollWaiting call : EpollWaiting.values()) {
      Reported data =
          setting.sameAsPlain(
              side -> {
                Wire wire = side.open(setting.kind());
                int epfd = epoll(side, wire.near());
                int millis = (int) (TIMEOUT_NANOS / 1_000_000);
                onTime(side, () -> call.call(side.libc(), epfd, 4, millis));
                Task<Reported> waiter =
                    side.startBlocked(epfd, () -> call.call(side.libc(), epfd, 4, -1));
                wire.send("x");
                return waiter.result();
              });
      assertThat(data).as("%s", call).isEqualTo(new Reported(Result.of(1), POLLIN + " 42"));
    }
  }

  @Contract({TCP, PIPE})
  void epollWait_closedOrInterrupted_returnsEbadfOrEintr(Case setting) {
    for (EpollWaiting call : EpollWaiting.values()) {
      setting.held(
          side -> {
            int epfd = epoll(side, side.open(setting.kind()).near());
            Task<Reported> interrupted =
                side.startBlocked(epfd, () -> call.call(side.libc(), epfd, 4, -1));
            interrupted.interrupt();
            assertThat(interrupted.result().result()).isEqualTo(Result.failed("EINTR"));
            Task<Reported> closed =
                side.startBlocked(epfd, () -> call.call(side.libc(), epfd, 4, -1));
            side.libc().close(epfd);
            assertThat(closed.result().result()).isEqualTo(Result.failed("EBADF"));
          });
    }
  }
}
