package dev.holdline.contract;

import static dev.holdline.contract.WireKind.TCP;
import static dev.holdline.contract.WireKind.UNIX_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.Listener;
import dev.holdline.posix.Files;
import dev.holdline.posix.Sockets;
import java.time.Duration;
import java.util.List;
import jnr.ffi.Pointer;

/** Point 1 and its kin for connections: accept and connect, with full backlogs. */
class ConnectTest {
  private static final long TIMEOUT_MILLIS = 40;

  @Contract({TCP, UNIX_STREAM})
  void accept_connectionArrivesWhileWaiting_returnsIt(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              Listener listener = side.listener(setting.kind());
              Task<Integer> acceptor =
                  side.startBlocked(
                      listener.fd(), () -> side.libc().accept4(listener.fd(), null, null, 0));
              int client = side.socket(setting.kind());
              assertThat(side.run(() -> Net.connect(side.libc(), client, listener)))
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
            assertThat(side.libc().connect(side.socket(TCP), address, 16)).isZero();
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
              int fd = side.socket(TCP);
              return side.run(() -> Result.of(() -> side.libc().connect(fd, address, 16)));
            });
    assertThat(result).isEqualTo(Result.failed("ECONNREFUSED"));
  }

  @Contract(TCP)
  void connect_twice_returnsEisconnAndLeavesTheSocketBlocking(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Listener listener = side.listener(TCP);
              int fd = side.socket(TCP);
              Result first = side.run(() -> Net.connect(side.libc(), fd, listener));
              Result second = side.run(() -> Net.connect(side.libc(), fd, listener));
              int flags = side.libc().fcntl(fd, Files.F_GETFL, 0);
              return List.of(first, second, Result.of(flags & Files.O_NONBLOCK));
            });
    assertThat(results).containsExactly(Result.of(0), Result.failed("EISCONN"), Result.of(0));
  }

  @Contract(TCP)
  void connect_nonblocking_returnsEinprogressOrDoneAtOnce(Case setting) {
    setting.held(
        side -> {
          Listener listener = side.listener(TCP).fill();
          int fd = side.socket(TCP);
          Net.setNonblock(side.libc(), fd, true);
          assertThat(side.run(() -> Net.connect(side.libc(), fd, listener)))
              .isEqualTo(Result.failed("EINPROGRESS"));
          assertThat(side.run(() -> Net.connect(side.libc(), fd, listener)))
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
              Listener listener = side.listener(setting.kind()).fill();
              int fd = side.socket(setting.kind());
              Net.setTimeout(side.libc(), fd, Sockets.SO_SNDTIMEO, TIMEOUT_MILLIS);
              long begin = System.nanoTime();
              Result connected = side.run(() -> Net.connect(side.libc(), fd, listener));
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
              Listener listener = side.listener(UNIX_STREAM).fill();
              int fd = side.socket(UNIX_STREAM);
              Task<Result> connecting =
                  side.startBlocked(fd, () -> Net.connect(side.libc(), fd, listener));
              listener.makeRoom();
              return connecting.result();
            });
    assertThat(result).isEqualTo(Result.of(0));
  }

  @Contract({TCP, UNIX_STREAM})
  void connect_interruptedOrClosedWhileWaiting_returnsEintrOrEbadf(Case setting) {
    setting.held(
        side -> {
          Listener listener = side.listener(setting.kind()).fill();
          int interrupted = side.socket(setting.kind());
          Task<Result> one =
              side.startBlocked(interrupted, () -> Net.connect(side.libc(), interrupted, listener));
          one.interrupt();
          assertThat(one.result()).isEqualTo(Result.failed("EINTR"));
          int closed = side.socket(setting.kind());
          Task<Result> two =
              side.startBlocked(closed, () -> Net.connect(side.libc(), closed, listener));
          assertThat(side.libc().close(closed)).isZero();
          assertThat(two.result()).isEqualTo(Result.failed("EBADF"));
        });
  }
}
