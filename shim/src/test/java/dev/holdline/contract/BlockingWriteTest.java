package dev.holdline.contract;

import static dev.holdline.contract.WireKind.PIPE;
import static dev.holdline.contract.WireKind.TCP;
import static dev.holdline.contract.WireKind.UNIX_STREAM;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.Hold;
import dev.holdline.Interrupts;
import dev.holdline.annotation.Blocking;
import dev.holdline.annotation.Readiness;
import dev.holdline.posix.Files;
import dev.holdline.posix.Poll;
import dev.holdline.posix.Sockets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import jnr.ffi.LibraryLoader;
import jnr.ffi.LibraryOption;
import jnr.ffi.annotations.In;
import jnr.ffi.mapper.FunctionMapper;
import jnr.ffi.types.size_t;
import jnr.ffi.types.ssize_t;

/**
 * A native function of the user's own that writes: libc's write, under a name that says nothing to
 * Holdline. On platform threads, too, it waits outside the kernel.
 */
class BlockingWriteTest {
  private static final int BAD_FD = 1_000_000_000;
  private static final long TIMEOUT_MILLIS = 40;
  private static final long TCP_SETTLES = TimeUnit.MILLISECONDS.toNanos(220);

  public interface Modem {
    @Blocking(on = Readiness.WRITABLE)
    @ssize_t
    long modem_put(int fd, @In byte[] bytes, @size_t long count);
  }

  private static final Modem PLAIN = load();

  private static Modem load() {
    FunctionMapper mapper = (name, context) -> name.equals("modem_put") ? "write" : name;
    return LibraryLoader.loadLibrary(
        Modem.class, Map.of(LibraryOption.FunctionMapper, mapper), "c");
  }

  private static Result put(Side side, int fd, String text) {
    Modem modem = side.library(Modem.class, PLAIN);
    byte[] bytes = text.getBytes(US_ASCII);
    return Result.of(() -> modem.modem_put(fd, bytes, bytes.length));
  }

  /** Writes until there is no room, and none comes. */
  private static void fill(Wire wire) {
    wire.narrow();
    Net.setNonblock(Native.LIBC, wire.far(), true);
    fillAtOnce(wire);
    if (wire.kind() == TCP) {
      // The peer acknowledges late, and takes more when it is asked whether its window is closed.
      long quiet = System.nanoTime();
      while (System.nanoTime() - quiet < TCP_SETTLES) {
        quiet = fillAtOnce(wire) ? System.nanoTime() : quiet;
        Native.LIBC.poll(Polls.pollfds(wire.far(), Poll.POLLOUT), 1, 5);
      }
    }
    Net.setNonblock(Native.LIBC, wire.far(), false);
  }

  /** Writes until there is no room; returns whether there was some. */
  private static boolean fillAtOnce(Wire wire) {
    boolean some = false;
    for (int part : new int[] {65_536, 1}) {
      byte[] bytes = new byte[part];
      while (Native.LIBC.write(wire.far(), bytes, part) > 0) {
        some = true;
      }
    }
    return some;
  }

  /** Reads what was written, and returns the last letter of it. */
  private static String drain(Wire wire) {
    byte[] part = new byte[65_536];
    byte last = 0;
    while (last == 0) {
      int count = (int) Native.LIBC.read(wire.near(), part, part.length);
      assertThat(count).isPositive();
      last = part[count - 1];
    }
    return String.valueOf((char) last);
  }

  @Contract
  void put_roomLeft_writesAtOnce(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              assertThat(side.run(() -> put(side, wire.far(), "data"))).isEqualTo(Result.of(4));
              return side.read(wire.near(), 16);
            });
    assertThat(result).isEqualTo(Result.bytes("data"));
  }

  @Contract({TCP, UNIX_STREAM, PIPE})
  void put_noRoom_waitsForRoomAndWrites(Case setting) {
    setting.held(
        side -> {
          Wire wire = side.open(setting.kind());
          fill(wire);
          Task<Result> writer = side.startBlocked(wire.far(), () -> put(side, wire.far(), "data!"));
          assertThat(drain(wire)).isEqualTo("!");
          assertThat(writer.result()).isEqualTo(Result.of(5));
        });
  }

  @Contract({TCP, UNIX_STREAM, PIPE})
  void put_closedOrInterruptedWhileWaiting_returnsEbadfOrEintr(Case setting) {
    setting.held(
        side -> {
          Wire wire = side.open(setting.kind());
          fill(wire);
          Task<Result> interrupted =
              side.startBlocked(wire.far(), () -> put(side, wire.far(), "data"));
          interrupted.interrupt();
          assertThat(interrupted.result()).isEqualTo(Result.failed("EINTR"));
          Task<Result> closed = side.startBlocked(wire.far(), () -> put(side, wire.far(), "data"));
          assertThat(side.libc().close(wire.far())).isZero();
          assertThat(closed.result()).isEqualTo(Result.failed("EBADF"));
        });
  }

  /** To be woken is no interrupt: the descriptor stays open, also where interrupts close it. */
  @Contract({TCP, UNIX_STREAM, PIPE})
  void anyWrite_wokenWhereInterruptsClose_returnsEintrAndLeavesItOpen(Case setting) {
    setting.held(
        config -> config.interrupts(Interrupts.CLOSE),
        side -> {
          Wire wire = side.open(setting.kind());
          fill(wire);
          int fd = wire.far();
          requireWoken(side, side.startBlocked(fd, () -> put(side, fd, "data")), fd);
          if (setting.way().isVirtual()) { // a platform thread writes in the kernel
            requireWoken(side, side.startBlocked(fd, () -> write(side, fd)), fd);
          }
        });
  }

  private static Result write(Side side, int fd) {
    return Result.of(() -> side.libc().write(fd, new byte[4], 4));
  }

  private static void requireWoken(Side side, Task<Result> writer, int fd) {
    try (Hold hold = side.hold(fd)) {
      hold.wake();
    }
    assertThat(writer.result()).isEqualTo(Result.failed("EINTR"));
    assertThat(Native.LIBC.fcntl(fd, Files.F_GETFD, 0)).isNotNegative();
  }

  @Contract({TCP, UNIX_STREAM, PIPE})
  void put_readerCloses_returnsTheError(Case setting) {
    setting.held(
        side -> {
          Wire wire = side.open(setting.kind());
          fill(wire);
          Task<Result> writer = side.startBlocked(wire.far(), () -> put(side, wire.far(), "data"));
          assertThat(side.libc().close(wire.near())).isZero();
          assertThat(writer.result().errno()).isIn("EPIPE", "ECONNRESET");
        });
  }

  @Contract(TCP)
  void put_badDescriptor_returnsEbadf(Case setting) {
    Result result = setting.sameAsPlain(side -> side.run(() -> put(side, BAD_FD, "data")));
    assertThat(result).isEqualTo(Result.failed("EBADF"));
  }

  @Contract({TCP, UNIX_STREAM, PIPE})
  void put_nonblockingAndNoRoom_returnsEagainAtOnce(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              fill(wire);
              Net.setNonblock(side.libc(), wire.far(), true);
              Result last = side.run(() -> put(side, wire.far(), "data"));
              while (last.value() > 0) { // the peer's kernel made room meanwhile
                last = side.run(() -> put(side, wire.far(), "data"));
              }
              return last;
            });
    assertThat(result).isEqualTo(Result.failed("EAGAIN"));
  }

  @Contract({TCP, UNIX_STREAM})
  void put_sendTimeout_returnsEagainOnTime(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              fill(wire);
              Net.setTimeout(side.libc(), wire.far(), Sockets.SO_SNDTIMEO, TIMEOUT_MILLIS);
              long begin = System.nanoTime();
              Result put = side.run(() -> put(side, wire.far(), "data"));
              assertThat(Duration.ofNanos(System.nanoTime() - begin))
                  .isBetween(
                      side.earliest(Duration.ofMillis(TIMEOUT_MILLIS)), Duration.ofSeconds(2));
              return put;
            });
    assertThat(result).isEqualTo(Result.failed("EAGAIN"));
  }
}
