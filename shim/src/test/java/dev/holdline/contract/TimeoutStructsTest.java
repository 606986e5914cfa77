package dev.holdline.contract;

import static dev.holdline.contract.WireKind.PIPE;
import static dev.holdline.contract.WireKind.TCP;
import static dev.holdline.contract.WireKind.UDP;
import static dev.holdline.contract.WireKind.UNIX_DATAGRAM;
import static dev.holdline.posix.Poll.POLLIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdline.posix.Epoll;
import dev.holdline.posix.Sockets;
import dev.holdline.posix.abi.Layout;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.ffi.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Timeouts as porters declare them who have the structs anyway: as {@link Struct}s of their own.
 */
class TimeoutStructsTest {
  private static final long NANOS = 1_000_000_000L;
  private static final long TIMEOUT_NANOS = 30_000_000;
  private static final Duration LATE = Duration.ofSeconds(2);

  /** struct timespec, and struct timeval, which differs in its unit only. */
  public static class Time extends Struct {
    public final SignedLong seconds = new SignedLong();
    public final SignedLong fraction = new SignedLong();

    public Time(Runtime runtime) {
      super(runtime);
    }

    static Time spec(long nanos) {
      return of(nanos / NANOS, nanos % NANOS);
    }

    static Time val(long nanos) {
      return of(nanos / NANOS, nanos % NANOS / 1000);
    }

    static Time of(long seconds, long fraction) {
      Time time = new Time(Runtime.getSystemRuntime());
      time.seconds.set(seconds);
      time.fraction.set(fraction);
      return time;
    }

    List<Long> members() {
      return List.of(seconds.get(), fraction.get());
    }
  }

  public interface Timed {
    int ppoll(Pointer fds, long nfds, @Nullable Time timeout, @Nullable Pointer sigmask);

    int select(
        int nfds,
        @Nullable Pointer readfds,
        @Nullable Pointer writefds,
        @Nullable Pointer exceptfds,
        @Nullable Time timeout);

    int pselect(
        int nfds,
        @Nullable Pointer readfds,
        @Nullable Pointer writefds,
        @Nullable Pointer exceptfds,
        @Nullable Time timeout,
        @Nullable Pointer sigmask);

    int epoll_pwait2(
        int epfd, Pointer events, int max, @Nullable Time timeout, @Nullable Pointer sigmask);

    int recvmmsg(int fd, Pointer messages, int count, int flags, @Nullable Time timeout);
  }

  private static final Timed PLAIN = LibraryLoader.create(Timed.class).load("c");

  /** The calls that wait until one descriptor is readable. */
  private enum Waits {
    PPOLL,
    SELECT,
    PSELECT,
    EPOLL_PWAIT2;

    Time time(long nanos) {
      return this == SELECT ? Time.val(nanos) : Time.spec(nanos);
    }

    Result call(Watched on, @Nullable Time time) {
      Timed libc = on.libc();
      int fd = on.wire().near();
      Pointer memory = this == PPOLL ? Polls.pollfds(fd, POLLIN) : Polls.set(fd);
      return switch (this) {
        case PPOLL -> Result.of(() -> libc.ppoll(memory, 1, time, null));
        case SELECT -> Result.of(() -> libc.select(fd + 1, memory, null, null, time));
        case PSELECT -> Result.of(() -> libc.pselect(fd + 1, memory, null, null, time, null));
        case EPOLL_PWAIT2 -> Result.of(() -> libc.epoll_pwait2(on.epfd(), memory, 1, time, null));
      };
    }
  }

  /** A wire, and an epoll instance that watches its near end. */
  private record Watched(Timed libc, Wire wire, int epfd) {
    static Watched open(Side side, WireKind kind) {
      Wire wire = side.open(kind);
      int epfd = side.owned(side.libc().epoll_create1(0));
      Pointer event = Native.memory(Layout.EPOLL_EVENT_SIZE);
      event.putInt(Layout.EPOLL_EVENT_EVENTS, POLLIN);
      assertThat(side.libc().epoll_ctl(epfd, Epoll.EPOLL_CTL_ADD, wire.near(), event)).isZero();
      return new Watched(side.library(Timed.class, PLAIN), wire, epfd);
    }

    int waitedFor(Waits call) {
      return call == Waits.EPOLL_PWAIT2 ? epfd : wire.near();
    }
  }

  @Contract({TCP, PIPE})
  void anyOfThem_structTimeout_returnsZeroOnTime(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Watched watched = Watched.open(side, setting.kind());
              return Arrays.stream(Waits.values())
                  .map(
                      call -> {
                        Time time = call.time(TIMEOUT_NANOS);
                        List<Long> before = time.members();
                        long begin = System.nanoTime();
                        Result result = side.run(() -> call.call(watched, time));
                        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                            .isBetween(Duration.ofNanos(TIMEOUT_NANOS), LATE);
                        assertThat(time.members())
                            .as("what is left is written back by select alone")
                            .isEqualTo(call == Waits.SELECT ? List.of(0L, 0L) : before);
                        return result;
                      })
                  .toList();
            });
    assertThat(results).containsOnly(Result.of(0));
  }

  private static void readable(Case setting, boolean timed) {
    for (Waits call : Waits.values()) {
      Result result =
          setting.sameAsPlain(
              side -> {
                Watched watched = Watched.open(side, setting.kind());
                Time time = timed ? call.time(20 * NANOS) : null;
                Task<Result> waiter =
                    side.startBlocked(watched.waitedFor(call), () -> call.call(watched, time));
                watched.wire().send("x");
                Result seen = waiter.result();
                if (time != null) {
                  Predicate<Long> left =
                      seconds -> call == Waits.SELECT ? seconds < 20 : seconds == 20;
                  assertThat(time.seconds.get()).matches(left, "time left after " + call);
                }
                return seen;
              });
      assertThat(result).as("%s", call).isEqualTo(Result.of(1));
    }
  }

  @Contract({TCP, PIPE})
  void anyOfThem_dataBeforeStructTimeout_returnsOne(Case setting) {
    readable(setting, true);
  }

  @Contract({TCP, PIPE})
  void anyOfThem_nullStruct_waitsForData(Case setting) {
    readable(setting, false);
  }

  @Contract(TCP)
  void anyOfThem_zeroOrInvalidStruct_doesAsPlain(Case setting) {
    setting.sameAsPlain(
        side -> {
          Watched watched = Watched.open(side, setting.kind());
          return Arrays.stream(Waits.values())
              .flatMap(
                  call ->
                      List.of(Time.of(0, 0), Time.of(-1, 0), Time.of(0, -1)).stream()
                          .map(time -> side.run(() -> call.call(watched, time))))
              .toList();
        });
  }

  /** Its timeout is looked at after each message only, see recvmmsg(2). */
  private static Result recvmmsg(Timed libc, int fd, int count, int flags, @Nullable Time time) {
    Pointer vector = Native.mmsghdr(Native.memory(8 * count), count, 8);
    return Result.of(() -> libc.recvmmsg(fd, vector, count, flags, time));
  }

  @Contract({UDP, UNIX_DATAGRAM})
  void recvmmsg_structTimeoutPassed_returnsWithTheNextMessage(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              Timed libc = side.library(Timed.class, PLAIN);
              Wire wire = side.open(setting.kind());
              Task<Result> reader =
                  side.startBlocked(
                      wire.near(),
                      () -> recvmmsg(libc, wire.near(), 3, 0, Time.spec(TIMEOUT_NANOS)));
              long begin = System.nanoTime(); // the timeout began before
              Side.until(() -> System.nanoTime() - begin > 2 * TIMEOUT_NANOS);
              assertThat(reader.isDone()).isFalse();
              wire.send("late");
              return reader.result();
            });
    assertThat(result).isEqualTo(Result.of(1));
  }

  @Contract({UDP, UNIX_DATAGRAM})
  void recvmmsg_structTimeoutNotPassedOrNull_takesAll(Case setting) {
    for (boolean timed : new boolean[] {true, false}) {
      Result result =
          setting.sameAsPlain(
              side -> {
                Timed libc = side.library(Timed.class, PLAIN);
                Wire wire = side.open(setting.kind());
                Time time = timed ? Time.spec(20 * NANOS) : null;
                Task<Result> reader = side.start(() -> recvmmsg(libc, wire.near(), 3, 0, time));
                side.sendOneByOne(wire, reader, "one", "two", "three");
                return reader.result();
              });
      assertThat(result).isEqualTo(Result.of(3));
    }
  }

  @Contract({UDP, UNIX_DATAGRAM})
  void recvmmsg_waitForOneOrInvalidStruct_doesAsPlain(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Timed libc = side.library(Timed.class, PLAIN);
              Wire wire = side.open(setting.kind());
              int flags = Sockets.MSG_WAITFORONE;
              Task<Result> reader =
                  side.startBlocked(
                      wire.near(),
                      () -> recvmmsg(libc, wire.near(), 3, flags, Time.spec(20 * NANOS)));
              wire.send("one");
              Result one = reader.result();
              return List.of(
                  one,
                  side.run(() -> recvmmsg(libc, wire.near(), 3, 0, Time.of(-1, 0))),
                  side.run(() -> recvmmsg(libc, wire.near(), 3, 0, Time.of(0, NANOS))));
            });
    assertThat(results).startsWith(Result.of(1), Result.failed("EINVAL"));
  }

  /** Holdline has to make one that says "do not wait". */
  public static final class Closed extends Struct {
    public final SignedLong seconds = new SignedLong();
    public final SignedLong nanoseconds = new SignedLong();

    public Closed(Runtime runtime, long seconds) {
      super(runtime);
      this.seconds.set(seconds);
    }
  }

  public interface WithClosed {
    int ppoll(Pointer fds, long nfds, Closed timeout, @Nullable Pointer sigmask);
  }

  @Contract(TCP)
  void ppoll_structWithoutItsUsualConstructor_isRefusedWithWhatItNeeds(Case setting) {
    WithClosed plain = LibraryLoader.create(WithClosed.class).load("c");
    assertThatThrownBy(() -> setting.holdline().wrap(WithClosed.class, plain))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Closed.class.getName())
        .hasMessageContaining("constructor (jnr.ffi.Runtime)");
  }
}
