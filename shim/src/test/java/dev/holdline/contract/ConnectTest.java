package dev.holdline.contract;

import static dev.holdline.contract.WireKind.TCP;
import static dev.holdline.contract.WireKind.UNIX_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.posix.Files;
import dev.holdline.posix.LibC;
import dev.holdline.posix.Sockets;
import java.time.Duration;
import java.util.List;
import jnr.ffi.Pointer;

/** Point 1 and its kin for connections: accept and connect, with full backlogs. */
class ConnectTest {
  private static final long TIMEOUT_MILLIS = 40;

  private static int socket(Side side, WireKind kind) {
    int domain = kind.isUnix() ? Sockets.AF_UNIX : Sockets.AF_INET;
    return side.owned(side.libc().socket(domain, Sockets.SOCK_STREAM, 0));
  }

  private static int unixListener(Side side, byte[] address) {
    int listener = socket(side, UNIX_STREAM);
    assertThat(side.libc().bind(listener, address, address.length)).isZero();
    assertThat(side.libc().listen(listener, 0)).isZero();
    return listener;
  }

  /** Fills the backlog of a listener: connections beyond it hang. */
  private static void fill(Side side, WireKind kind, Pointer address, int length) {
    for (int i = 0; i < 3; i++) {
      int fd = socket(side, kind);
      Net.setNonblock(Native.LIBC, fd, true);
      Native.LIBC.connect(fd, address, length);
    }
  }

  private static Result connect(LibC libc, int fd, Pointer address, int length) {
    return Result.of(() -> libc.connect(fd, address, length));
  }

  @Contract({TCP, UNIX_STREAM})
  void accept_connectionArrivesWhileWaiting_returnsIt(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              boolean unix = setting.kind().isUnix();
              byte[] name = Net.unixAddress();
              int listener =
                  unix ? unixListener(side, name) : side.owned(Net.listener(side.libc(), 1));
              Pointer address = unix ? Native.memory(name) : Net.address(side.libc(), listener);
              int length = unix ? name.length : Net.ADDRESS_SIZE;
              Task<Integer> acceptor =
                  side.start(() -> side.libc().accept4(listener, null, null, 0));
              side.awaitBlocked(acceptor, listener);
              int client = socket(side, setting.kind());
              assertThat(side.run(() -> connect(side.libc(), client, address, length)))
                  .isEqualTo(Result.of(0));
              int accepted = side.owned(acceptor.result());
              assertThat(side.write(client, "hello")).isEqualTo(Result.of(5));
              return side.read(accepted, 16);
            });
    assertThat(result).isEqualTo(Result.bytes("hello"));
  }

  @Contract(TCP)
  void accept_severalAcceptors_eachGetsOne(Case setting) {
    setting.held(
        side -> {
          int listener = side.owned(Net.listener(side.libc(), 4));
          Pointer address = Net.address(side.libc(), listener);
          List<Task<Integer>> acceptors =
              List.of(
                  side.start(() -> side.libc().accept(listener, null, null)),
                  side.start(() -> side.libc().accept(listener, null, null)));
          side.awaitWaits(listener, 2);
          for (int i = 0; i < 2; i++) {
            assertThat(side.libc().connect(socket(side, TCP), address, 16)).isZero();
          }
          assertThat(acceptors)
              .extracting(Task::result)
              .doesNotHaveDuplicates()
              .allMatch(fd -> side.owned(fd) > 0);
        });
  }

  @Contract(TCP)
  void connect_nobodyListens_returnsEconnrefused(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              int bound = side.owned(Net.bound(side.libc(), Sockets.SOCK_STREAM));
              Pointer address = Net.address(side.libc(), bound);
              return side.run(() -> connect(side.libc(), socket(side, TCP), address, 16));
            });
    assertThat(result).isEqualTo(Result.failed("ECONNREFUSED"));
  }

  @Contract(TCP)
  void connect_twice_returnsEisconnAndLeavesTheSocketBlocking(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              int listener = side.owned(Net.listener(side.libc(), 1));
              Pointer address = Net.address(side.libc(), listener);
              int fd = socket(side, TCP);
              Result first = side.run(() -> connect(side.libc(), fd, address, 16));
              Result second = side.run(() -> connect(side.libc(), fd, address, 16));
              int flags = side.libc().fcntl(fd, Files.F_GETFL, 0);
              return List.of(first, second, Result.of(flags & Files.O_NONBLOCK));
            });
    assertThat(results).containsExactly(Result.of(0), Result.failed("EISCONN"), Result.of(0));
  }

  @Contract(TCP)
  void connect_nonblocking_returnsEinprogressOrDoneAtOnce(Case setting) {
    setting.held(
        side -> {
          int listener = side.owned(Net.listener(side.libc(), 0));
          Pointer address = Net.address(side.libc(), listener);
          fill(side, TCP, address, 16);
          int fd = socket(side, TCP);
          Net.setNonblock(side.libc(), fd, true);
          assertThat(side.run(() -> connect(side.libc(), fd, address, 16)))
              .isEqualTo(Result.failed("EINPROGRESS"));
          assertThat(side.run(() -> connect(side.libc(), fd, address, 16)))
              .isEqualTo(Result.failed("EALREADY"));
        });
  }

  @Contract(TCP)
  void connect_backlogFull_timesOutWithEinprogress(Case setting) {
    requireTimeout(setting, "EINPROGRESS");
  }

  @Contract(UNIX_STREAM)
  void connect_unixBacklogFull_timesOutWithEagain(Case setting) {
    requireTimeout(setting, "EAGAIN");
  }

  private static void requireTimeout(Case setting, String errno) {
    Result result =
        setting.sameAsPlain(
            side -> {
              boolean unix = setting.kind().isUnix();
              byte[] name = Net.unixAddress();
              int listener =
                  unix ? unixListener(side, name) : side.owned(Net.listener(side.libc(), 0));
              Pointer address = unix ? Native.memory(name) : Net.address(side.libc(), listener);
              int length = unix ? name.length : Net.ADDRESS_SIZE;
              fill(side, setting.kind(), address, length);
              int fd = socket(side, setting.kind());
              Net.setTimeout(side.libc(), fd, Sockets.SO_SNDTIMEO, TIMEOUT_MILLIS);
              long begin = System.nanoTime();
              Result connected = side.run(() -> connect(side.libc(), fd, address, length));
              assertThat(Duration.ofNanos(System.nanoTime() - begin))
                  .isBetween(
                      side.earliest(Duration.ofMillis(TIMEOUT_MILLIS)), Duration.ofSeconds(2));
              return connected;
            });
    assertThat(result).isEqualTo(Result.failed(errno));
  }

  @Contract(UNIX_STREAM)
  void connect_unixBacklogGetsRoom_connects(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              byte[] name = Net.unixAddress();
              int listener = unixListener(side, name);
              Pointer address = Native.memory(name);
              fill(side, UNIX_STREAM, address, name.length);
              int fd = socket(side, UNIX_STREAM);
              Task<Result> connecting =
                  side.start(() -> connect(side.libc(), fd, address, name.length));
              side.awaitBlocked(connecting, fd);
              side.owned(Native.LIBC.accept(listener, null, null));
              return connecting.result();
            });
    assertThat(result).isEqualTo(Result.of(0));
  }

  @Contract({TCP, UNIX_STREAM})
  void connect_interruptedOrClosedWhileWaiting_returnsEintrOrEbadf(Case setting) {
    setting.held(
        side -> {
          boolean unix = setting.kind().isUnix();
          byte[] name = Net.unixAddress();
          int listener = unix ? unixListener(side, name) : side.owned(Net.listener(side.libc(), 0));
          Pointer address = unix ? Native.memory(name) : Net.address(side.libc(), listener);
          int length = unix ? name.length : Net.ADDRESS_SIZE;
          fill(side, setting.kind(), address, length);
          int interrupted = socket(side, setting.kind());
          Task<Result> one = side.start(() -> connect(side.libc(), interrupted, address, length));
          side.awaitBlocked(one, interrupted);
          one.interrupt();
          assertThat(one.result()).isEqualTo(Result.failed("EINTR"));
          int closed = socket(side, setting.kind());
          Task<Result> two = side.start(() -> connect(side.libc(), closed, address, length));
          side.awaitBlocked(two, closed);
          assertThat(side.libc().close(closed)).isZero();
          assertThat(two.result()).isEqualTo(Result.failed("EBADF"));
        });
  }
}
