package dev.holdline.contract;

import static dev.holdline.contract.WireKind.PIPE;
import static dev.holdline.contract.WireKind.TCP;
import static dev.holdline.contract.WireKind.UDP;
import static dev.holdline.contract.WireKind.UNIX_DATAGRAM;
import static dev.holdline.contract.WireKind.UNIX_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.posix.Files;
import dev.holdline.posix.Sockets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Point 2: no wait on what the call cannot wait for: another kind of file, the wrong end of a pipe,
 * a number that is not open.
 */
class WrongKindTest {
  private static final int BAD_FD = 1_000_000_000;

  private static List<Result> accept(Side side, int fd) {
    return List.of(
        side.run(() -> Result.of(() -> side.libc().accept(fd, null, null))),
        side.run(() -> Result.of(() -> side.libc().accept4(fd, null, null, 0))));
  }

  @Contract(PIPE)
  void read_regularFileDirectoryAndNull_answerAtOnce(Case setting) {
    setting.sameAsPlain(
        side -> {
          List<Result> results = new ArrayList<>();
          for (String path : List.of("/proc/self/comm", "/etc/passwd", "/tmp", "/dev/null")) {
            int fd = side.owned(side.libc().open(path, Files.O_RDONLY));
            results.addAll(ReadShape.all(side, PIPE, fd, 8, 0));
            results.addAll(accept(side, fd));
          }
          return results;
        });
  }

  @Contract(TCP)
  void anyCall_badDescriptor_returnsEbadf(Case setting) {
    setting.eachFails(
        "EBADF",
        side -> {
          List<Result> results = new ArrayList<>();
          for (int fd : new int[] {-1, BAD_FD}) {
            results.addAll(ReadShape.all(side, TCP, fd, 4, 0));
            results.addAll(ReadShape.all(side, TCP, fd, 4, Sockets.MSG_WAITALL));
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
          case UDP, UNIX_DATAGRAM -> "EOPNOTSUPP";
          case PIPE -> "ENOTSOCK";
        };
    assertThat(results).containsOnly(Result.failed(errno));
  }

  @Contract(TCP)
  void recv_onListener_returnsEnotconn(Case setting) {
    setting.eachFails(
        "ENOTCONN",
        side -> {
          int listener = side.owned(Net.listener(side.libc(), 1));
          return ReadShape.all(side, TCP, listener, 4, 0);
        });
  }

  @Contract(UNIX_STREAM)
  void recv_onUnixListener_returnsEinval(Case setting) {
    setting.eachFails(
        "EINVAL",
        side -> {
          int listener = side.listener(UNIX_STREAM).fd();
          return ReadShape.all(side, UNIX_STREAM, listener, 4, 0);
        });
  }

  @Contract({TCP, UNIX_STREAM})
  void recv_notConnected_doesAsPlain(Case setting) {
    setting.sameAsPlain(
        side -> {
          int fd = side.socket(setting.kind());
          return ReadShape.all(side, setting.kind(), fd, 4, 0);
        });
  }

  @Contract(PIPE)
  void recv_onPipe_returnsEnotsock(Case setting) {
    setting.eachFails(
        "ENOTSOCK",
        side -> {
          Wire wire = side.open(PIPE);
          return Arrays.stream(ReadShape.values())
              .filter(ReadShape::hasFlags)
              .map(call -> side.run(() -> call.read(side.libc(), wire.near(), 4, 0)))
              .toList();
        });
  }

  @Contract(PIPE)
  void read_writeEndOfPipe_returnsEbadf(Case setting) {
    setting.eachFails("EBADF", side -> ReadShape.all(side, PIPE, side.open(PIPE).far(), 4, 0));
  }

  @Contract(PIPE)
  void write_readEndOfPipe_returnsEbadf(Case setting) {
    setting.eachFails("EBADF", side -> List.of(side.write(side.open(PIPE).near(), "x")));
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
