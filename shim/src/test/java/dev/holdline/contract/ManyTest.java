package dev.holdline.contract;

import static dev.holdline.contract.Polls.BAD_FD;
import static dev.holdline.contract.Reported.TIMEOUT_NANOS;
import static dev.holdline.contract.Reported.onTime;
import static dev.holdline.contract.WireKind.PIPE;
import static dev.holdline.contract.WireKind.TCP;
import static dev.holdline.posix.Poll.POLLHUP;
import static dev.holdline.posix.Poll.POLLIN;
import static dev.holdline.posix.Poll.POLLNVAL;
import static dev.holdline.posix.Poll.POLLOUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.posix.LibC;
import java.util.List;
import jnr.ffi.Pointer;

/** poll and select: data, timeouts, closes, and what they write back. */
class ManyTest {
  private static Reported poll(LibC libc, Pointer fds, int count, int timeout) {
    Result result = Result.of(() -> libc.poll(fds, count, timeout));
    return new Reported(result, Polls.revents(fds, count));
  }

  private static Reported ppoll(LibC libc, Pointer fds, int count, Pointer timeout) {
    Result result = Result.of(() -> libc.ppoll(fds, count, timeout, null));
    return new Reported(result, Polls.revents(fds, count));
  }

  /** Waits for two descriptors to be readable, with select or pselect. */
  private static Reported select(LibC libc, boolean p, int one, int two, Pointer timeout) {
    Pointer set = Polls.set(one, two);
    int nfds = Math.max(one, two) + 1;
    Result result =
        Result.of(
            () ->
                p
                    ? libc.pselect(nfds, set, null, null, timeout, null)
                    : libc.select(nfds, set, null, null, timeout));
    return new Reported(result, Polls.isSet(set, one) + " " + Polls.isSet(set, two));
  }

  @Contract
  void poll_dataOnOneOfThree_reportsIt(Case setting) {
    for (boolean timed : new boolean[] {false, true}) {
      Reported seen =
          setting.sameAsPlain(
              side -> {
                Wire idle = side.open(setting.kind());
                Wire wire = side.open(setting.kind());
                Pointer fds = Polls.pollfds(idle.near(), POLLIN, -1, POLLIN, wire.near(), POLLIN);
                Pointer later = Native.timespec(5_000_000_000L);
                Task<Reported> poller =
                    side.startBlocked(
                        wire.near(),
                        () ->
                            timed
                                ? ppoll(side.libc(), fds, 3, later)
                                : poll(side.libc(), fds, 3, -1));
                wire.send("x");
                return poller.result();
              });
      assertThat(seen).isEqualTo(new Reported(Result.of(1), "0 0 1 "));
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

  @Contract(PIPE)
  void poll_peerCloses_reportsHangUp(Case setting) {
    Reported seen =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(PIPE);
              Pointer fds = Polls.pollfds(wire.near(), 0);
              Task<Reported> poller =
                  side.startBlocked(wire.near(), () -> poll(side.libc(), fds, 1, -1));
              side.libc().close(wire.far());
              return poller.result();
            });
    assertThat(seen).isEqualTo(new Reported(Result.of(1), POLLHUP + " "));
  }

  @Contract
  void poll_oneIsClosedOrInterrupted_reportsPollnvalOrEintr(Case setting) {
    setting.held(
        side -> {
          Wire wire = side.open(setting.kind());
          Wire other = side.open(setting.kind());
          Pointer fds = Polls.pollfds(other.near(), POLLIN, wire.near(), POLLIN);
          Task<Reported> one = side.startBlocked(wire.near(), () -> poll(side.libc(), fds, 2, -1));
          one.interrupt();
          assertThat(one.result().result()).isEqualTo(Result.failed("EINTR"));
          Task<Reported> two = side.startBlocked(wire.near(), () -> poll(side.libc(), fds, 2, -1));
          side.libc().close(wire.near());
          assertThat(two.result()).isEqualTo(new Reported(Result.of(1), "0 " + POLLNVAL + " "));
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
          Task<Reported> poller = side.start(() -> poll(side.libc(), fds, 1, -1));
          side.awaitSlices(old.near(), 2);
          fresh.send("x");
          assertThat(poller.result()).isEqualTo(new Reported(Result.of(1), POLLIN + " "));
        });
  }

  @Contract
  void select_dataOnOneOfTwo_reportsItAndWritesTheTimeLeft(Case setting) {
    Reported seen =
        setting.sameAsPlain(
            side -> {
              Wire idle = side.open(setting.kind());
              Wire wire = side.open(setting.kind());
              Pointer time = Native.timeval(5_000_000_000L);
              Task<Reported> selector =
                  side.startBlocked(
                      wire.near(),
                      () -> select(side.libc(), false, idle.near(), wire.near(), time));
              wire.send("x");
              Reported result = selector.result();
              assertThat(Native.nanosOfTimeval(time)).isBetween(2_000_000_000L, 5_000_000_000L - 1);
              return result;
            });
    assertThat(seen).isEqualTo(new Reported(Result.of(1), "false true"));
  }

  @Contract
  void select_timeout_returnsZeroAndNoTimeLeft(Case setting) {
    setting.sameAsPlain(
        side -> {
          Wire wire = side.open(setting.kind());
          Pointer timeval = Native.timeval(TIMEOUT_NANOS);
          Pointer timespec = Native.timespec(TIMEOUT_NANOS);
          int fd = wire.near();
          Reported one = onTime(side, () -> select(side.libc(), false, fd, fd, timeval));
          Reported two = onTime(side, () -> select(side.libc(), true, fd, fd, timespec));
          assertThat(Native.nanosOfTimeval(timeval)).isZero();
          assertThat(timespec.getLong(8)).isEqualTo(TIMEOUT_NANOS); // pselect leaves it alone
          return List.of(one, two);
        });
  }

  @Contract
  void select_badDescriptorOrClosed_returnsEbadfAndLeavesTheSets(Case setting) {
    Reported bad =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              Pointer time = Native.timeval(5_000_000_000L);
              return side.run(() -> select(side.libc(), false, wire.near(), BAD_FD, time));
            });
    assertThat(bad).isEqualTo(new Reported(Result.failed("EBADF"), "true true"));
    setting.held(
        side -> {
          Wire wire = side.open(setting.kind());
          Wire other = side.open(setting.kind());
          Task<Reported> selector =
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
          return List.of(
              side.run(() -> ppoll(side.libc(), fds, 1, negative)),
              side.run(() -> ppoll(side.libc(), fds, 1, tooMuch)),
              side.run(() -> select(side.libc(), true, fd, fd, negative)),
              side.run(() -> select(side.libc(), true, fd, fd, tooMuch)),
              side.run(() -> select(side.libc(), false, fd, fd, negative)),
              side.run(
                  () ->
                      new Reported(
                          Result.of(() -> side.libc().select(-1, null, null, null, null)), "")));
        });
  }
}
