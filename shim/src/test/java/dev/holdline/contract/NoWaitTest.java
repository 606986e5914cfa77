package dev.holdline.contract;

import static dev.holdline.contract.WireKind.PIPE;
import static dev.holdline.contract.WireKind.TCP;
import static dev.holdline.contract.WireKind.UDP;
import static dev.holdline.contract.WireKind.UNIX_DATAGRAM;
import static dev.holdline.contract.WireKind.UNIX_STREAM;
import static dev.holdline.posix.Sockets.MSG_DONTWAIT;
import static dev.holdline.posix.Sockets.MSG_ERRQUEUE;
import static dev.holdline.posix.Sockets.MSG_OOB;
import static dev.holdline.posix.Sockets.SO_RCVTIMEO;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.posix.Sockets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Point 2: no wait where the kernel would not wait. Where it would, {@code SO_RCVTIMEO} ends the
 * plain call; a held call that waits where plain does not hangs, and its task says so.
 */
class NoWaitTest {
  private static final int BAD_FD = 1_000_000_000;

  private static List<Result> readAll(Side side, WireKind kind, int fd, int length, int flags) {
    return Arrays.stream(Reading.values())
        .filter(call -> call.reads(kind) && (flags == 0 || call.hasFlags()))
        .map(call -> side.run(() -> call.read(side.libc(), fd, length, flags)))
        .toList();
  }

  private static List<Result> accept(Side side, int fd) {
    return List.of(
        side.run(() -> Result.of(() -> side.libc().accept(fd, null, null))),
        side.run(() -> Result.of(() -> side.libc().accept4(fd, null, null, 0))));
  }

  /** Runs a scenario on both sides and requires the one result it should have. */
  private static void requireEach(
      Case setting, String errno, Function<Side, List<Result>> scenario) {
    assertThat(setting.sameAsPlain(scenario)).containsOnly(Result.failed(errno));
  }

  @Contract
  void read_nonblocking_returnsEagain(Case setting) {
    requireEach(
        setting,
        "EAGAIN",
        side -> {
          Wire wire = side.open(setting.kind());
          Net.setNonblock(side.libc(), wire.near(), true);
          return readAll(side, setting.kind(), wire.near(), 4, 0);
        });
  }

  @Contract
  void read_blockingAgain_waits(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              int twin = side.owned(side.libc().dup(wire.near()));
              Net.setNonblock(side.libc(), twin, true); // the flag belongs to the open file
              Result at = side.read(wire.near(), 4);
              assertThat(at).isEqualTo(Result.failed("EAGAIN"));
              Net.setNonblock(side.libc(), twin, false);
              Task<Result> reader = side.startRead(wire.near(), 4);
              side.awaitBlocked(reader, wire.near());
              wire.send("data");
              return reader.result();
            });
    assertThat(result).isEqualTo(Result.bytes("data"));
  }

  @Contract({TCP, UDP, UNIX_STREAM, UNIX_DATAGRAM})
  void recv_dontwait_returnsEagain(Case setting) {
    requireEach(
        setting,
        "EAGAIN",
        side -> {
          Wire wire = side.open(setting.kind());
          return readAll(side, setting.kind(), wire.near(), 4, MSG_DONTWAIT);
        });
  }

  @Contract({TCP, UDP})
  void recv_emptyErrorQueue_returnsEagain(Case setting) {
    requireEach(
        setting,
        "EAGAIN",
        side -> {
          Wire wire = side.open(setting.kind());
          return readAll(side, setting.kind(), wire.near(), 4, MSG_ERRQUEUE);
        });
  }

  @Contract({TCP, UNIX_STREAM})
  void recv_noUrgentData_returnsEinval(Case setting) {
    requireEach(
        setting,
        "EINVAL",
        side -> {
          Wire wire = side.open(setting.kind());
          return readAll(side, setting.kind(), wire.near(), 1, MSG_OOB);
        });
  }

  @Contract({UDP, UNIX_DATAGRAM})
  void recv_urgentDataOfDatagramSocket_doesAsPlain(Case setting) {
    setting.sameAsPlain(
        side -> {
          Wire wire = side.open(setting.kind());
          Net.setTimeout(side.libc(), wire.near(), SO_RCVTIMEO, 20);
          return side.run(() -> Reading.RECV_ARRAY.read(side.libc(), wire.near(), 1, MSG_OOB));
        });
  }

  @Contract(TCP)
  void recv_urgentData_isFound(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(TCP);
              side.libc().send(wire.far(), new byte[] {'!'}, 1, MSG_OOB);
              Side.until(
                  () ->
                      Reading.RECV_ARRAY
                              .read(Native.LIBC, wire.near(), 1, MSG_OOB | Sockets.MSG_PEEK)
                              .value()
                          == 1);
              return side.run(() -> Reading.RECV_ARRAY.read(side.libc(), wire.near(), 1, MSG_OOB));
            });
    assertThat(result).isEqualTo(Result.bytes("!"));
  }

  @Contract(PIPE)
  void read_regularFileDirectoryAndNull_answerAtOnce(Case setting) {
    setting.sameAsPlain(
        side -> {
          List<Result> results = new ArrayList<>();
          for (String path : List.of("/proc/self/comm", "/etc/passwd", "/tmp", "/dev/null")) {
            int fd = side.owned(side.libc().open((path + "\0").getBytes(US_ASCII), 0, 0));
            results.addAll(readAll(side, PIPE, fd, 8, 0));
            results.addAll(accept(side, fd));
          }
          return results;
        });
  }

  @Contract(TCP)
  void anyCall_badDescriptor_returnsEbadf(Case setting) {
    requireEach(
        setting,
        "EBADF",
        side -> {
          List<Result> results = new ArrayList<>();
          for (int fd : new int[] {-1, BAD_FD}) {
            results.addAll(readAll(side, TCP, fd, 4, 0));
            results.addAll(readAll(side, TCP, fd, 4, Sockets.MSG_WAITALL));
            results.addAll(accept(side, fd));
            results.add(side.run(() -> Result.of(() -> side.libc().connect(fd, new byte[16], 16))));
            results.add(side.write(fd, "x"));
            results.add(Result.of(() -> side.libc().close(fd)));
          }
          return results;
        });
  }

  @Contract
  void accept_onConnectedDatagramOrPipe_doesAsPlain(Case setting) {
    List<Result> results =
        setting.sameAsPlain(side -> accept(side, side.open(setting.kind()).near()));
    String errno =
        switch (setting.kind()) {
          case TCP, UNIX_STREAM -> "EINVAL";
          case UDP, UNIX_DATAGRAM -> "ENOTSUP";
          case PIPE -> "ENOTSOCK";
        };
    assertThat(results).containsOnly(Result.failed(errno));
  }

  @Contract(TCP)
  void recv_onListener_returnsEnotconn(Case setting) {
    requireEach(
        setting,
        "ENOTCONN",
        side -> {
          int listener = side.owned(Net.listener(side.libc(), 1));
          return readAll(side, TCP, listener, 4, 0);
        });
  }

  @Contract(UNIX_STREAM)
  void recv_onUnixListener_returnsEinval(Case setting) {
    requireEach(
        setting,
        "EINVAL",
        side -> {
          int listener = side.libc().socket(Sockets.AF_UNIX, Sockets.SOCK_STREAM, 0);
          side.owned(listener);
          side.libc().bind(listener, Net.unixAddress(), Net.UNIX_ADDRESS_SIZE);
          side.libc().listen(listener, 1);
          return readAll(side, UNIX_STREAM, listener, 4, 0);
        });
  }

  @Contract({TCP, UNIX_STREAM})
  void recv_notConnected_doesAsPlain(Case setting) {
    setting.sameAsPlain(
        side -> {
          boolean unix = setting.kind().isUnix();
          int domain = unix ? Sockets.AF_UNIX : Sockets.AF_INET;
          int fd = side.owned(side.libc().socket(domain, Sockets.SOCK_STREAM, 0));
          return readAll(side, setting.kind(), fd, 4, 0);
        });
  }

  @Contract(PIPE)
  void recv_onPipe_returnsEnotsock(Case setting) {
    requireEach(
        setting,
        "ENOTSOCK",
        side -> {
          Wire wire = side.open(PIPE);
          return Arrays.stream(Reading.values())
              .filter(Reading::hasFlags)
              .map(call -> side.run(() -> call.read(side.libc(), wire.near(), 4, 0)))
              .toList();
        });
  }

  @Contract(PIPE)
  void read_writeEndOfPipe_returnsEbadf(Case setting) {
    requireEach(setting, "EBADF", side -> readAll(side, PIPE, side.open(PIPE).far(), 4, 0));
  }

  @Contract(PIPE)
  void write_readEndOfPipe_returnsEbadf(Case setting) {
    requireEach(setting, "EBADF", side -> List.of(side.write(side.open(PIPE).near(), "x")));
  }

  @Contract
  void read_zeroLength_returnsZeroAtOnce(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              return List.of(
                  side.run(() -> Reading.READ_ARRAY.read(side.libc(), wire.near(), 0, 0)),
                  side.run(() -> Reading.READ_POINTER.read(side.libc(), wire.near(), 0, 0)),
                  side.run(() -> Reading.READV.read(side.libc(), wire.near(), 0, 0)));
            });
    assertThat(results).containsOnly(Result.of(0));
  }

  @Contract
  void readv_badCount_doesAsPlain(Case setting) {
    setting.sameAsPlain(
        side -> {
          Wire wire = side.open(setting.kind());
          var vector = Native.iovec(Native.memory(4), 4);
          return List.of(
              side.run(() -> Result.of(() -> side.libc().readv(wire.near(), vector, 0))),
              side.run(() -> Result.of(() -> side.libc().readv(wire.near(), vector, -1))));
        });
  }

  @Contract({TCP, UDP, UNIX_STREAM, UNIX_DATAGRAM})
  void recv_zeroLengthAndNoData_waitsAsPlainDoes(Case setting) {
    setting.sameAsPlain(
        side -> {
          Wire wire = side.open(setting.kind());
          Net.setTimeout(side.libc(), wire.near(), SO_RCVTIMEO, 20);
          return side.run(() -> Reading.RECV_ARRAY.read(side.libc(), wire.near(), 0, 0));
        });
  }

  @Contract({TCP, UDP, UNIX_STREAM, UNIX_DATAGRAM})
  void recv_zeroLengthAndData_doesAsPlain(Case setting) {
    setting.sameAsPlain(
        side -> {
          Wire wire = side.open(setting.kind());
          Net.setTimeout(side.libc(), wire.near(), SO_RCVTIMEO, 20);
          wire.send("data");
          Side.until(() -> wire.available() > 0);
          Result none = side.run(() -> Reading.RECV_ARRAY.read(side.libc(), wire.near(), 0, 0));
          return List.of(none, side.read(wire.near(), 8));
        });
  }

  @Contract({UDP, UNIX_DATAGRAM})
  void recvmmsg_noMessagesAskedFor_returnsZero(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              var vector = Native.mmsghdr(Native.memory(4), 1, 4);
              return side.run(
                  () -> Result.of(() -> side.libc().recvmmsg(wire.near(), vector, 0, 0, null)));
            });
    assertThat(result).isEqualTo(Result.of(0));
  }

  @Contract(PIPE)
  void read_eventfd_waitsAsPlainDoes(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              int event = side.owned(side.libc().eventfd(0, 0));
              Task<Result> reader = side.startRead(event, Long.BYTES);
              side.awaitBlocked(reader, event);
              Native.LIBC.write(event, new byte[] {1, 0, 0, 0, 0, 0, 0, 0}, Long.BYTES);
              return reader.result();
            });
    assertThat(result).isEqualTo(Result.bytes("\1\0\0\0\0\0\0\0"));
  }
}
