package dev.holdline.contract;

import static dev.holdline.contract.WireKind.TCP;
import static dev.holdline.contract.WireKind.UDP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.Hold;
import dev.holdline.posix.LibC;
import dev.holdline.posix.Poll;
import dev.holdline.posix.Sockets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import jnr.ffi.Pointer;

/**
 * An error queue that is not empty: poll(2) says POLLERR for ever, and nothing is wrong. See
 * "Timestamping" and "MSG_ZEROCOPY" of the kernel's networking documentation, and ip(7).
 */
class ErrorQueueTest {
  private static final int SO_ZEROCOPY = 60;
  private static final int SO_TIMESTAMPING = 37;
  private static final int STAMP_SENDS = 2 | 16; // SOF_TIMESTAMPING_TX_SOFTWARE, _SOFTWARE
  private static final int IPPROTO_IP = 0;
  private static final int IP_RECVERR = 11;
  private static final int LENGTH = 3_000_000;
  private static final int PART = 64 * 1024;

  /** From now on each send leaves its time stamp in the error queue. */
  private static void stampSends(int fd) {
    Net.set(Native.LIBC, fd, SO_TIMESTAMPING, STAMP_SENDS);
  }

  /** Puts a time stamp into the error queue of the near end, whose peer reads the byte. */
  private static void fillErrorQueue(Wire wire) {
    stampSends(wire.near());
    Native.LIBC.send(wire.near(), new byte[1], 1, 0);
    awaitError(wire.near());
    Native.LIBC.read(wire.far(), new byte[1], 1);
  }

  private static void awaitError(int fd) {
    Pointer pollfd = Polls.pollfds(fd, 0);
    Side.until(() -> Native.LIBC.poll(pollfd, 1, 0) == 1);
    assertThat(Polls.revents(pollfd, 1).trim()).isEqualTo("" + Poll.POLLERR);
  }

  private static byte[] random() {
    byte[] bytes = new byte[LENGTH];
    new Random(LENGTH).nextBytes(bytes);
    return bytes;
  }

  /** Reads from the near end until all came, or nothing for a second. */
  private static byte[] drain(Wire wire) {
    Net.setTimeout(Native.LIBC, wire.near(), Sockets.SO_RCVTIMEO, 1000);
    byte[] all = new byte[LENGTH];
    Pointer part = Native.memory(PART);
    int done = 0;
    int count = 1;
    while (done < LENGTH && count > 0) {
      count = (int) Native.LIBC.recv(wire.near(), part, Math.min(PART, LENGTH - done), 0);
      part.get(0, all, done, Math.max(0, count));
      done += Math.max(0, count);
    }
    return done == LENGTH ? all : Arrays.copyOf(all, done);
  }

  @Contract(TCP)
  void send_stampsInTheErrorQueue_sendsAll(Case setting) {
    byte[] bytes = random();
    Result result =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(TCP).narrow();
              stampSends(wire.far());
              Task<Result> sender =
                  side.start(() -> Result.of(() -> side.libc().send(wire.far(), bytes, LENGTH, 0)));
              side.awaitBlockedWriting(sender, wire.far());
              assertThat(drain(wire)).isEqualTo(bytes);
              return sender.result();
            });
    assertThat(result).isEqualTo(Result.of(LENGTH));
  }

  @Contract(TCP)
  void send_zerocopy_sendsTheRightBytesAndNotifiesOnce(Case setting) {
    byte[] bytes = random();
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(TCP).narrow();
              Net.set(Native.LIBC, wire.far(), SO_ZEROCOPY, 1);
              Pointer memory = Native.memory(bytes);
              int flags = Sockets.MSG_ZEROCOPY;
              Task<Result> sender =
                  side.start(
                      () -> Result.of(() -> side.libc().send(wire.far(), memory, LENGTH, flags)));
              side.awaitBlockedWriting(sender, wire.far());
              assertThat(drain(wire)).isEqualTo(bytes);
              return List.of(sender.result(), Result.of(notified(wire.far())));
            });
    assertThat(results).containsExactly(Result.of(LENGTH), Result.of(1));
  }

  /** Returns of how many sends the kernel says that their memory is free again. */
  private static long notified(int fd) {
    Pointer control = Native.memory(128);
    Pointer message = Native.msghdr(Native.iovec(Native.memory(1), 1), 1);
    message.putPointer(32, control);
    message.putLong(40, 128);
    awaitError(fd);
    Native.LIBC.recvmsg(fd, message, Sockets.MSG_ERRQUEUE);
    int first = control.getInt(16 + 8); // sock_extended_err behind a cmsghdr: ee_info, ee_data
    int last = control.getInt(16 + 12);
    return last - first + 1L;
  }

  @Contract(TCP)
  void recv_waitallAndStamps_waitsForAll(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(TCP);
              fillErrorQueue(wire);
              Task<Result> reader =
                  side.start(() -> recv(side.libc(), wire.near(), 6, Sockets.MSG_WAITALL));
              side.sendOneByOne(wire, reader, "abc", "def");
              return reader.result();
            });
    assertThat(result).isEqualTo(Result.bytes("abcdef"));
  }

  @Contract(TCP)
  void recv_peekOfAllAndStamps_waitsForAll(Case setting) {
    int flags = Sockets.MSG_WAITALL | Sockets.MSG_PEEK;
    Result result =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(TCP);
              fillErrorQueue(wire);
              wire.send("abc");
              Task<Result> reader = side.start(() -> recv(side.libc(), wire.near(), 6, flags));
              side.awaitBlocked(reader, wire.near());
              wire.send("def");
              return reader.result();
            });
    assertThat(result).isEqualTo(Result.bytes("abcdef"));
  }

  private static Result recv(LibC libc, int fd, int length, int flags) {
    return ReadShape.RECV_ARRAY.read(libc, fd, length, flags);
  }

  @Contract(UDP)
  void recvmmsg_stamps_waitsForAll(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(UDP);
              fillErrorQueue(wire);
              Pointer vector = Native.mmsghdr(Native.memory(16), 2, 8);
              Task<Result> reader = side.start(() -> Messages.receive(side, wire, vector, 2, 0));
              side.sendOneByOne(wire, reader, "one", "two");
              return reader.result();
            });
    assertThat(result).isEqualTo(Result.of(2));
  }

  /** A refusal that comes while the second message is waited for is the next call's. */
  @Contract(UDP)
  void recvmmsg_errorAfterTheFirst_isLeftForTheNextCall(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(UDP);
              Native.LIBC.setsockopt(wire.near(), IPPROTO_IP, IP_RECVERR, one(), Integer.BYTES);
              Pointer vector = Native.mmsghdr(Native.memory(16), 2, 8);
              Task<Result> reader = side.start(() -> Messages.receive(side, wire, vector, 2, 0));
              side.sendOneByOne(wire, reader, "one");
              Side.until(() -> wire.available() == 0);
              side.awaitBlocked(reader, wire.near());
              side.libc().close(wire.far());
              Native.LIBC.send(wire.near(), new byte[1], 1, 0); // nobody is there any more
              Result first = reader.result();
              return List.of(first, side.run(() -> recv(side.libc(), wire.near(), 8, 0)));
            });
    assertThat(results).containsExactly(Result.of(1), Result.failed("ECONNREFUSED"));
  }

  private static Pointer one() {
    Pointer one = Native.memory(Integer.BYTES);
    one.putInt(0, 1);
    return one;
  }

  @Contract({TCP, UDP})
  void isPeerGone_stamps_isFalse(Case setting) {
    setting.held(
        side -> {
          Wire wire = side.open(setting.kind());
          try (Hold hold = side.hold(wire.near())) {
            fillErrorQueue(wire);
            Task<Result> reader = side.startBlockedRead(wire.near(), 1);
            assertThat(hold.isPeerGone()).isFalse();
            wire.send("x");
            assertThat(reader.result()).isEqualTo(Result.bytes("x"));
            assertThat(hold.isPeerGone()).isFalse();
          }
        });
  }

  /** What cannot be told not to wait must not go into the kernel for an error queue. */
  @Contract({TCP, UDP})
  void read_stamps_waitsAndEndsOnCloseAndInterrupt(Case setting) {
    for (ReadShape call : List.of(ReadShape.READ_ARRAY, ReadShape.READ_POINTER, ReadShape.READV)) {
      setting.held(
          side -> {
            Wire wire = side.open(setting.kind());
            fillErrorQueue(wire);
            Task<Result> interrupted =
                side.startBlocked(wire.near(), () -> call.read(side.libc(), wire.near(), 8, 0));
            interrupted.interrupt();
            assertThat(interrupted.result()).as("%s", call).isEqualTo(Result.failed("EINTR"));
            Task<Result> closed =
                side.startBlocked(wire.near(), () -> call.read(side.libc(), wire.near(), 8, 0));
            assertThat(side.libc().close(wire.near())).isZero();
            assertThat(closed.result()).as("%s", call).isEqualTo(Result.failed("EBADF"));
          });
    }
  }

  @Contract({TCP, UDP})
  void read_stamps_waitsForData(Case setting) {
    for (ReadShape call : List.of(ReadShape.READ_ARRAY, ReadShape.READ_POINTER, ReadShape.READV)) {
      Result result =
          setting.sameAsPlain(
              side -> {
                Wire wire = side.open(setting.kind());
                fillErrorQueue(wire);
                Task<Result> reader =
                    side.startBlocked(wire.near(), () -> call.read(side.libc(), wire.near(), 8, 0));
                wire.send("hello");
                return reader.result();
              });
      assertThat(result).as("%s", call).isEqualTo(Result.bytes("hello"));
    }
  }
}
