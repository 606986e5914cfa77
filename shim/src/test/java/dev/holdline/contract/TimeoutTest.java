package dev.holdline.contract;

import static dev.holdline.contract.WireKind.TCP;
import static dev.holdline.contract.WireKind.UDP;
import static dev.holdline.contract.WireKind.UNIX_DATAGRAM;
import static dev.holdline.contract.WireKind.UNIX_STREAM;
import static dev.holdline.posix.Sockets.SOL_SOCKET;
import static dev.holdline.posix.Sockets.SO_RCVTIMEO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.Hold;
import dev.holdline.posix.Sockets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import jnr.ffi.LibraryLoader;
import jnr.ffi.annotations.In;

/** Points 3 and 4: the caller's timeouts, on time and never early, whatever the slices. */
class TimeoutTest {
  private static final long TIMEOUT_MILLIS = 40;
  private static final Duration TIMEOUT = Duration.ofMillis(TIMEOUT_MILLIS);
  private static final Duration LATE = Duration.ofSeconds(2);

  private record Timed(Result result, Duration elapsed, Duration earliest) {}

  private static Timed time(Side side, Callable<Result> call) throws Exception {
    long begin = System.nanoTime();
    Result result = call.call();
    return new Timed(result, Duration.ofNanos(System.nanoTime() - begin), side.earliest(TIMEOUT));
  }

  private static Timed timed(Side side, Callable<Result> call) {
    return side.run(() -> time(side, call));
  }

  private static Result requireOnTime(Timed timed) {
    assertThat(timed.elapsed()).isBetween(timed.earliest(), LATE);
    return timed.result();
  }

  @Contract({TCP, UDP, UNIX_STREAM, UNIX_DATAGRAM})
  void recv_timeout_returnsEagainOnTime(Case setting) {
    for (ReadShape call :
        List.of(
            ReadShape.READ_ARRAY, ReadShape.READV, ReadShape.RECV_POINTER, ReadShape.RECVMMSG)) {
      Result result =
          setting.sameAsPlain(
              side -> {
                Wire wire = side.open(setting.kind());
                Net.setTimeout(side.libc(), wire.near(), SO_RCVTIMEO, TIMEOUT_MILLIS);
                return requireOnTime(timed(side, () -> call.read(side.libc(), wire.near(), 4, 0)));
              });
      assertThat(result).as("%s", call).isEqualTo(Result.failed("EAGAIN"));
    }
  }

  @Contract({TCP, UDP, UNIX_STREAM, UNIX_DATAGRAM})
  void recv_timeoutBelowZero_returnsEagainAtOnce(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              Net.setTimeout(side.libc(), wire.near(), SO_RCVTIMEO, -1_000);
              Result atOnce = side.read(wire.near(), 4);
              Net.setTimeout(side.libc(), wire.near(), SO_RCVTIMEO, 0);
              Task<Result> reader = side.startBlockedRead(wire.near(), 4);
              wire.send("data");
              return List.of(atOnce, reader.result());
            });
    assertThat(results).containsExactly(Result.failed("EAGAIN"), Result.bytes("data"));
  }

  /** setsockopt as some declare it. */
  public interface Longs {
    int setsockopt(int fd, int level, int option, @In long[] value, int length);
  }

  private static final Longs LONGS = LibraryLoader.create(Longs.class).load("c");

  @Contract({TCP, UDP})
  void recv_timeoutBelowZeroInAnArray_returnsEagainAtOnce(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              int longs = side.open(setting.kind()).near();
              Longs libc = side.library(Longs.class, LONGS);
              long[] time = {-1, 0};
              assertThat(libc.setsockopt(longs, SOL_SOCKET, SO_RCVTIMEO, time, 16)).isZero();
              int ints = side.open(setting.kind()).near();
              int[] halves = {-1, -1, 0, 0};
              assertThat(side.libc().setsockopt(ints, SOL_SOCKET, SO_RCVTIMEO, halves, 16))
                  .isZero();
              int array = side.open(setting.kind()).near();
              byte[] bytes = new byte[16];
              Arrays.fill(bytes, 0, Long.BYTES, (byte) -1);
              assertThat(side.libc().setsockopt(array, SOL_SOCKET, SO_RCVTIMEO, bytes, 16))
                  .isZero();
              return List.of(side.read(longs, 4), side.read(ints, 4), side.read(array, 4));
            });
    assertThat(results).containsOnly(Result.failed("EAGAIN"));
  }

  @Contract(TCP)
  void accept_timeout_returnsEagainOnTime(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              int listener = side.owned(Net.listener(side.libc(), 1));
              Net.setTimeout(side.libc(), listener, SO_RCVTIMEO, TIMEOUT_MILLIS);
              return requireOnTime(
                  timed(side, () -> Result.of(() -> side.libc().accept(listener, null, null))));
            });
    assertThat(result).isEqualTo(Result.failed("EAGAIN"));
  }

  @Contract({TCP, UDP, UNIX_STREAM, UNIX_DATAGRAM})
  void recv_dataBeforeTimeout_returnsIt(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              Net.setTimeout(side.libc(), wire.near(), SO_RCVTIMEO, 5_000);
              Task<Result> reader = side.startBlockedRead(wire.near(), 16);
              wire.send("in time");
              return reader.result();
            });
    assertThat(result).isEqualTo(Result.bytes("in time"));
  }

  @Contract({TCP, UDP, UNIX_STREAM, UNIX_DATAGRAM})
  void recv_othersTakeTheData_doesNotRestartTheClock(Case setting) {
    setting.held(
        side -> {
          Wire wire = side.open(setting.kind());
          Net.setTimeout(side.libc(), wire.near(), SO_RCVTIMEO, TIMEOUT_MILLIS);
          AtomicBoolean ended = new AtomicBoolean();
          Task<Boolean> thief =
              Task.start(
                  () -> {
                    while (!ended.get()) { // wakes the waiter, and is quicker than it, mostly
                      Native.LIBC.write(wire.far(), new byte[] {'x'}, 1);
                      Native.LIBC.recv(wire.near(), new byte[8], 8, Sockets.MSG_DONTWAIT);
                    }
                    return true;
                  },
                  false);
          try {
            for (int i = 0; i < 3; i++) {
              Timed timed =
                  timed(side, () -> ReadShape.RECV_ARRAY.read(side.libc(), wire.near(), 1, 0));
              assertThat(timed.elapsed()).isLessThan(LATE);
              if (timed.result().isFailure()) {
                assertThat(requireOnTime(timed)).isEqualTo(Result.failed("EAGAIN"));
              }
            }
          } finally {
            ended.set(true);
          }
          thief.result();
        });
  }

  @Contract(TCP)
  void recv_trickleBelowLowWater_doesNotRestartTheClock(Case setting) {
    setting.held(
        side -> {
          Wire wire = side.open(TCP);
          Net.set(side.libc(), wire.near(), Sockets.SO_RCVLOWAT, 10_000);
          trickle(side, wire, 0);
        });
  }

  @Contract(TCP)
  void read_fewerBytesThanLowWater_returnsThemOnTime(Case setting) {
    for (ReadShape call : List.of(ReadShape.READ_ARRAY, ReadShape.READV, ReadShape.RECV_ARRAY)) {
      for (int length : List.of(4, 20)) {
        Result result =
            setting.sameAsPlain(
                side -> {
                  Wire wire = side.open(TCP);
                  Net.set(side.libc(), wire.near(), Sockets.SO_RCVLOWAT, 8);
                  Net.setTimeout(side.libc(), wire.near(), SO_RCVTIMEO, TIMEOUT_MILLIS);
                  wire.send("ab");
                  return requireOnTime(
                      timed(side, () -> call.read(side.libc(), wire.near(), length, 0)));
                });
        assertThat(result).as("%s of %s", call, length).isEqualTo(Result.bytes("ab"));
      }
    }
  }

  @Contract({TCP, UNIX_STREAM})
  void recv_waitallInParts_keepsOneDeadline(Case setting) {
    setting.held(side -> trickle(side, side.open(setting.kind()), Sockets.MSG_WAITALL));
  }

  /** Sends a byte whenever the reader has gone on waiting; were its clock restarted, for ever. */
  private static void trickle(Side side, Wire wire, int flags) {
    Net.setTimeout(side.libc(), wire.near(), SO_RCVTIMEO, TIMEOUT_MILLIS);
    Task<Timed> reader =
        side.start(
            () ->
                time(
                    side,
                    () -> ReadShape.RECV_ARRAY.read(side.libc(), wire.near(), 20_000, flags)));
    try (Hold hold = side.hold(wire.near())) {
      long end = System.nanoTime() + LATE.toNanos();
      int sent = 0;
      while (!reader.isDone() && System.nanoTime() < end) {
        wire.send("x");
        sent++;
        long seen = hold.slices() + hold.waits();
        Side.until(() -> reader.isDone() || hold.slices() + hold.waits() > seen);
      }
      Result result = requireOnTime(reader.result());
      assertThat(result.value()).isBetween(1L, (long) sent);
    }
  }

  @Contract({TCP, UDP, UNIX_STREAM, UNIX_DATAGRAM})
  void recv_waitCrossesSlices_auditsEachAndShowsNone(Case setting) {
    setting.held(
        side -> {
          Wire wire = side.open(setting.kind());
          try (Hold hold = side.hold(wire.near())) {
            Net.setTimeout(side.libc(), wire.near(), SO_RCVTIMEO, 10 * Case.SLICE.toMillis());
            for (int i = 0; i < 20 && hold.slices() < 3; i++) { // a busy core skips slices
              assertThat(side.read(wire.near(), 4)).isEqualTo(Result.failed("EAGAIN"));
            }
            assertThat(hold.slices()).isGreaterThanOrEqualTo(3);
            assertThat(hold.audits()).isGreaterThanOrEqualTo(hold.slices());
          }
        });
  }
}
