package dev.holdline.contract;

import static dev.holdline.contract.WireKind.PIPE;
import static dev.holdline.contract.WireKind.TCP;
import static dev.holdline.posix.Poll.POLLHUP;
import static dev.holdline.posix.Poll.POLLIN;
import static dev.holdline.posix.Poll.POLLNVAL;
import static dev.holdline.posix.Poll.POLLOUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.posix.Epoll;
import dev.holdline.posix.EpollEvents;
import dev.holdline.posix.Files;
import dev.holdline.posix.LibC;
import dev.holdline.posix.Timespec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import jnr.ffi.Pointer;

/** poll, select and epoll_wait: data, timeouts, closes, and what they write back. */
class ManyTest {
  /** Not open, and within the process's table: select(2) passes over what is beyond that. */
  private static final int BAD_FD = unused();

  private static final int SIGSET_SIZE = 128; // sigset_t
  private static final long TIMEOUT_NANOS = 30_000_000;
  private static final Duration LATE = Duration.ofSeconds(2);

  /** What a call returned, and what it wrote. */
  private record Seen(Result result, String written) {}

  private static int unused() {
    int fd =
        Native.LIBC.fcntl(0, Files.F_DUPFD, 1000); // so high that nobody gets it, and in an fd_set
    Native.LIBC.close(fd);
    return fd;
  }

  private static Seen poll(LibC libc, Pointer fds, int count, int timeout) {
    Result result = Result.of(() -> libc.poll(fds, count, timeout));
    return new Seen(result, Polls.revents(fds, count));
  }

  private static Seen ppoll(LibC libc, Pointer fds, int count, Pointer timeout) {
    Result result = Result.of(() -> libc.ppoll(fds, count, timeout, null));
    return new Seen(result, Polls.revents(fds, count));
  }

  /** Waits for two descriptors to be readable, with select or pselect. */
  private static Seen select(LibC libc, boolean p, int one, int two, Pointer timeout) {
    Pointer set = Polls.set(one, two);
    int nfds = Math.max(one, two) + 1;
    Result result =
        Result.of(
            () ->
                p
                    ? libc.pselect(nfds, set, null, null, timeout, null)
                    : libc.select(nfds, set, null, null, timeout));
    return new Seen(result, Polls.isSet(set, one) + " " + Polls.isSet(set, two));
  }

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
    Seen call(LibC libc, int epfd, int max, int timeout) {
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
      return new Seen(result, events.events(0) + " " + events.data(0));
    }
  }

  private static Seen epollWait(LibC libc, int epfd, int max, int timeout) {
    return EpollWaiting.EPOLL_WAIT.call(libc, epfd, max, timeout);
  }

  @Contract
  void poll_dataOnOneOfThree_reportsIt(Case setting) {
    for (boolean timed : new boolean[] {false, true}) {
      Seen seen =
          setting.sameAsPlain(
              side -> {
                Wire idle = side.open(setting.kind());
                Wire wire = side.open(setting.kind());
                Pointer fds = Polls.pollfds(idle.near(), POLLIN, -1, POLLIN, wire.near(), POLLIN);
                Pointer later = Native.timespec(5_000_000_000L);
                Task<Seen> poller =
                    side.startBlocked(
                        wire.near(),
                        () ->
                            timed
                                ? ppoll(side.libc(), fds, 3, later)
                                : poll(side.libc(), fds, 3, -1));
                wire.send("x");
                return poller.result();
              });
      assertThat(seen).isEqualTo(new Seen(Result.of(1), "0 0 1 "));
    }
  }

  @Contract
  void poll_readyBadAndWritable_reportsAtOnce(Case setting) {
    setting.sameAsPlain(
        side -> {
          Wire wire = side.open(setting.kind());
          Pointer fds = Polls.pollfds(wire.near(), POLLIN, BAD_FD, POLLIN, wire.far(), POLLOUT);
          Pointer writable = Polls.pollfds(wire.far(), POLLOUT);
          return List.of(
              side.run(() -> poll(side.libc(), fds, 3, 1_000)),
              side.run(() -> poll(side.libc(), writable, 1, -1)));
        });
  }

  @Contract
  void poll_timeout_returnsZeroOnTime(Case setting) {
    setting.sameAsPlain(
        side -> {
          Wire wire = side.open(setting.kind());
          Pointer fds = Polls.pollfds(wire.near(), POLLIN);
          Pointer time = Native.timespec(TIMEOUT_NANOS);
          int millis = (int) (TIMEOUT_NANOS / 1_000_000);
          return List.of(
              onTime(side, () -> poll(side.libc(), fds, 1, millis)),
              onTime(side, () -> ppoll(side.libc(), fds, 1, time)),
              onTime(side, () -> ppoll(side.libc(), Polls.pollfds(), 0, time)));
        });
  }

  private static Seen onTime(Side side, Callable<Seen> call) {
    return side.run(
        () -> {
          long begin = System.nanoTime();
          Seen seen = call.call();
          assertThat(Duration.ofNanos(System.nanoTime() - begin))
              .isBetween(Duration.ofNanos(TIMEOUT_NANOS), LATE);
          assertThat(seen.result()).isEqualTo(Result.of(0));
          return seen;
        });
  }

  @Contract(PIPE)
  void poll_peerCloses_reportsHangUp(Case setting) {
    Seen seen =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(PIPE);
              Pointer fds = Polls.pollfds(wire.near(), 0);
              Task<Seen> poller =
                  side.startBlocked(wire.near(), () -> poll(side.libc(), fds, 1, -1));
              side.libc().close(wire.far());
              return poller.result();
            });
    assertThat(seen).isEqualTo(new Seen(Result.of(1), POLLHUP + " "));
  }

  @Contract
  void poll_oneIsClosedOrInterrupted_reportsPollnvalOrEintr(Case setting) {
    setting.held(
        side -> {
          Wire wire = side.open(setting.kind());
          Wire other = side.open(setting.kind());
          Pointer fds = Polls.pollfds(other.near(), POLLIN, wire.near(), POLLIN);
          Task<Seen> one = side.startBlocked(wire.near(), () -> poll(side.libc(), fds, 2, -1));
          one.interrupt();
          assertThat(one.result().result()).isEqualTo(Result.failed("EINTR"));
          Task<Seen> two = side.startBlocked(wire.near(), () -> poll(side.libc(), fds, 2, -1));
          side.libc().close(wire.near());
          assertThat(two.result()).isEqualTo(new Seen(Result.of(1), "0 " + POLLNVAL + " "));
        });
  }

  @Contract
  void poll_numberRecycledBefore_waitsForTheNewOwner(Case setting) {
    setting.held(
        side -> {
          Wire old = side.open(setting.kind());
          Wire fresh = side.open(setting.kind());
          old.send("x");
          assertThat(side.read(old.near(), 1)).isEqualTo(Result.bytes("x"));
          Native.LIBC.dup2(fresh.near(), old.near());
          Pointer fds = Polls.pollfds(old.near(), POLLIN);
          Task<Seen> poller = side.start(() -> poll(side.libc(), fds, 1, -1));
          side.awaitSlices(old.near(), 2);
          fresh.send("x");
          assertThat(poller.result()).isEqualTo(new Seen(Result.of(1), POLLIN + " "));
        });
  }

  @Contract
  void select_dataOnOneOfTwo_reportsItAndWritesTheTimeLeft(Case setting) {
    Seen seen =
        setting.sameAsPlain(
            side -> {
              Wire idle = side.open(setting.kind());
              Wire wire = side.open(setting.kind());
              Pointer time = Native.timeval(5_000_000_000L);
              Task<Seen> selector =
                  side.startBlocked(
                      wire.near(),
                      () -> select(side.libc(), false, idle.near(), wire.near(), time));
              wire.send("x");
              Seen result = selector.result();
              assertThat(Native.nanosOfTimeval(time)).isBetween(2_000_000_000L, 5_000_000_000L - 1);
              return result;
            });
    assertThat(seen).isEqualTo(new Seen(Result.of(1), "false true"));
  }

  @Contract
  void select_timeout_returnsZeroAndNoTimeLeft(Case setting) {
    setting.sameAsPlain(
        side -> {
          Wire wire = side.open(setting.kind());
          Pointer timeval = Native.timeval(TIMEOUT_NANOS);
          Pointer timespec = Native.timespec(TIMEOUT_NANOS);
          int fd = wire.near();
          Seen one = onTime(side, () -> select(side.libc(), false, fd, fd, timeval));
          Seen two = onTime(side, () -> select(side.libc(), true, fd, fd, timespec));
          assertThat(Native.nanosOfTimeval(timeval)).isZero();
          assertThat(timespec.getLong(8)).isEqualTo(TIMEOUT_NANOS); // pselect leaves it alone
          return List.of(one, two);
        });
  }

  @Contract
  void select_badDescriptorOrClosed_returnsEbadfAndLeavesTheSets(Case setting) {
    Seen bad =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              Pointer time = Native.timeval(5_000_000_000L);
              return side.run(() -> select(side.libc(), false, wire.near(), BAD_FD, time));
            });
    assertThat(bad).isEqualTo(new Seen(Result.failed("EBADF"), "true true"));
    setting.held(
        side -> {
          Wire wire = side.open(setting.kind());
          Wire other = side.open(setting.kind());
          Task<Seen> selector =
              side.startBlocked(
                  wire.near(), () -> select(side.libc(), true, other.near(), wire.near(), null));
          side.libc().close(wire.near());
          assertThat(selector.result()).isEqualTo(bad);
        });
  }

  @Contract(TCP)
  void anyOfThem_invalidArguments_doAsPlain(Case setting) {
    setting.sameAsPlain(
        side -> {
          Wire wire = side.open(TCP);
          int fd = wire.near();
          Pointer fds = Polls.pollfds(fd, POLLIN);
          Pointer negative = Native.timespec(0);
          negative.putLong(0, -1);
          Pointer tooMuch = Native.timespec(0);
          tooMuch.putLong(8, 2_000_000_000L);
          int epfd = epoll(side, fd);
          return List.of(
              side.run(() -> ppoll(side.libc(), fds, 1, negative)),
              side.run(() -> ppoll(side.libc(), fds, 1, tooMuch)),
              side.run(() -> select(side.libc(), true, fd, fd, negative)),
              side.run(() -> select(side.libc(), true, fd, fd, tooMuch)),
              side.run(() -> select(side.libc(), false, fd, fd, negative)),
              side.run(() -> epollWait(side.libc(), epfd, 0, 1_000)),
              side.run(() -> epollWait(side.libc(), fd, 1, 1_000)),
              side.run(() -> epollWait(side.libc(), BAD_FD, 1, 1_000)),
              side.run(
                  () ->
                      new Seen(
                          Result.of(() -> side.libc().select(-1, null, null, null, null)), "")));
        });
  }

  @Contract
  void epollWait_dataAndTimeout_doAsPlain(Case setting) {
    for (EpollWaiting call : EpollWaiting.values()) {
      Seen data =
          setting.sameAsPlain(
              side -> {
                Wire wire = side.open(setting.kind());
                int epfd = epoll(side, wire.near());
                int millis = (int) (TIMEOUT_NANOS / 1_000_000);
                onTime(side, () -> call.call(side.libc(), epfd, 4, millis));
                Task<Seen> waiter =
                    side.startBlocked(epfd, () -> call.call(side.libc(), epfd, 4, -1));
                wire.send("x");
                return waiter.result();
              });
      assertThat(data).as("%s", call).isEqualTo(new Seen(Result.of(1), POLLIN + " 42"));
    }
  }

  @Contract({TCP, PIPE})
  void epollWait_closedOrInterrupted_returnsEbadfOrEintr(Case setting) {
    for (EpollWaiting call : EpollWaiting.values()) {
      setting.held(
          side -> {
            int epfd = epoll(side, side.open(setting.kind()).near());
            Task<Seen> interrupted =
                side.startBlocked(epfd, () -> call.call(side.libc(), epfd, 4, -1));
            interrupted.interrupt();
            assertThat(interrupted.result().result()).isEqualTo(Result.failed("EINTR"));
            Task<Seen> closed = side.startBlocked(epfd, () -> call.call(side.libc(), epfd, 4, -1));
            side.libc().close(epfd);
            assertThat(closed.result().result()).isEqualTo(Result.failed("EBADF"));
          });
    }
  }
}
