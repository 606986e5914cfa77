package dev.holdline.contract;

import dev.holdline.posix.LibC;
import dev.holdline.posix.Poll;
import dev.holdline.posix.Sockets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jnr.ffi.Pointer;

/**
 * One call of a random sequence.
 *
 * @param number what the call does with it is its own affair: a length, a direction, a choice
 * @param flags of recv(2), for the calls that have them
 */
record Step(Call call, int number, int flags) {
  private static final int BAD_FD = 1_000_000_000;
  private static final List<ReadShape> RECVS =
      Arrays.stream(ReadShape.values()).filter(ReadShape::hasFlags).toList();
  private static final List<ReadShape> READS =
      Arrays.stream(ReadShape.values()).filter(call -> !call.hasFlags()).toList();

  /** The calls a sequence is made of. */
  enum Call {
    PEER_SENDS,
    RECV,
    READ,
    RECV_ZERO,
    READ_ZERO,
    WRITE,
    SHUTDOWN,
    PEER_SHUTDOWN,
    PEER_CLOSES,
    PEER_RESETS,
    NONBLOCK,
    BLOCK,
    TIMEOUT,
    LOW_WATER,
    POLL,
    SELECT,
    ACCEPT,
    CONNECT,
    WRONG_FD
  }

  /** Returns the same call with a lower number or fewer flags, the simplest first. */
  Stream<Step> simpler() {
    Stream<Step> lower =
        IntStream.of(0, number / 2, number - 1)
            .filter(other -> other >= 0 && other < number)
            .mapToObj(other -> new Step(call, other, flags));
    Stream<Step> fewer =
        IntStream.of(0, Integer.lowestOneBit(flags), Integer.highestOneBit(flags))
            .filter(other -> other != flags)
            .mapToObj(other -> new Step(call, number, other));
    return Stream.concat(lower, fewer);
  }

  /** Makes the call on one end of a wire. */
  Result run(LibC libc, Wire wire, State state) {
    int fd = wire.near();
    return switch (call) {
      case PEER_SENDS -> state.farOpen ? peerSends(wire, state) : Result.of(0);
      case RECV -> recv(libc, wire, number);
      case READ -> read(libc, wire, state, number);
      case RECV_ZERO -> recv(libc, wire, 0);
      case READ_ZERO -> read(libc, wire, state, 0);
      case WRITE -> Result.of(() -> libc.write(fd, new byte[number], number));
      case SHUTDOWN -> Result.of(() -> libc.shutdown(fd, number % 3));
      case PEER_SHUTDOWN -> peerShutdown(wire, state);
      case PEER_CLOSES -> peerCloses(libc, wire, state, false);
      case PEER_RESETS -> peerCloses(libc, wire, state, true);
      case NONBLOCK, BLOCK -> block(libc, fd, state);
      case TIMEOUT -> timeout(libc, fd, Sockets.SO_RCVTIMEO);
      case LOW_WATER -> lowWater(libc, wire);
      case POLL -> poll(libc, wire);
      case SELECT -> select(libc, wire);
      case ACCEPT -> Result.of(() -> libc.accept(fd, null, null));
      case CONNECT -> Result.of(() -> libc.connect(fd, new byte[Net.ADDRESS_SIZE], 1));
      case WRONG_FD ->
          flags == 0
              ? Result.of(() -> libc.read(BAD_FD, new byte[number], number))
              : Result.of(() -> libc.recv(BAD_FD, new byte[number], number, flags));
    };
  }

  /** What a sequence must know of its own past, so that it does not block for ever. */
  static final class State {
    private boolean farOpen = true;
    private boolean nonblocking;
    private int sent;

    void close(LibC libc, Wire wire) {
      if (farOpen) {
        libc.close(wire.far());
      }
    }
  }

  private Result peerSends(Wire wire, State state) {
    byte[] bytes = new byte[number];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) ('a' + state.sent++ % 26);
    }
    int none = Sockets.MSG_DONTWAIT; // a full queue must not block the sequence
    Result sent =
        wire.kind().isSocket()
            ? Result.of(() -> Native.LIBC.send(wire.far(), bytes, bytes.length, none))
            : Result.of(() -> Native.LIBC.write(wire.far(), bytes, bytes.length));
    settle(wire);
    return sent;
  }

  /** Loopback delivers on the way back from the call, mostly; gives it the time to. */
  private static void settle(Wire wire) {
    int events = Poll.POLLIN;
    Native.LIBC.poll(Polls.pollfds(wire.near(), events), 1, wire.kind().isStream() ? 2 : 0);
  }

  private Result recv(LibC libc, Wire wire, int length) {
    ReadShape chosen = RECVS.get(number % RECVS.size());
    Result result = chosen.read(libc, wire.near(), length, flags);
    boolean untouched = wire.kind() == WireKind.TCP && (flags & Sockets.MSG_TRUNC) != 0;
    return untouched ? new Result(result.value(), result.errno(), "") : result; // garbage
  }

  private Result read(LibC libc, Wire wire, State state, int length) {
    if (!wire.kind().isSocket() && !state.nonblocking && !isReadable(wire)) {
      return Result.of(0); // a pipe has no timeout
    }
    return READS.get(number % READS.size()).read(libc, wire.near(), length, 0);
  }

  private static boolean isReadable(Wire wire) {
    Pointer fds = Polls.pollfds(wire.near(), Poll.POLLIN);
    return Native.LIBC.poll(fds, 1, 0) > 0;
  }

  private Result peerShutdown(Wire wire, State state) {
    if (!state.farOpen) {
      return Result.of(0);
    }
    Result result = Result.of(() -> Native.LIBC.shutdown(wire.far(), number % 3));
    settle(wire);
    return result;
  }

  private Result peerCloses(LibC libc, Wire wire, State state, boolean reset) {
    if (!state.farOpen) {
      return Result.of(0);
    }
    state.farOpen = false;
    if (reset && wire.kind() == WireKind.TCP) {
      Net.setLingerZero(libc, wire.far());
    }
    Result result = Result.of(() -> libc.close(wire.far()));
    settle(wire);
    return result;
  }

  private Result block(LibC libc, int fd, State state) {
    state.nonblocking = call == Call.NONBLOCK;
    Net.setNonblock(libc, fd, state.nonblocking);
    return Result.of(0);
  }

  private Result timeout(LibC libc, int fd, int option) {
    Pointer timeval = Native.timeval((1 + number % 2) * 1_000_000L);
    return Result.of(() -> libc.setsockopt(fd, Sockets.SOL_SOCKET, option, timeval, 16));
  }

  private Result lowWater(LibC libc, Wire wire) {
    if (wire.kind().isUnix()) {
      return Result.of(0); // above 1 a documented limit
    }
    Pointer value = Native.memory(Integer.BYTES);
    value.putInt(0, 1 + number % 8);
    int option = Sockets.SO_RCVLOWAT;
    return Result.of(
        () -> libc.setsockopt(wire.near(), Sockets.SOL_SOCKET, option, value, Integer.BYTES));
  }

  private Result poll(LibC libc, Wire wire) {
    Pointer fds = Polls.pollfds(wire.near(), number % 8, BAD_FD, number % 8);
    Result result = Result.of(() -> libc.poll(fds, 1 + number % 2, number % 3));
    return new Result(result.value(), result.errno(), Polls.revents(fds, 1 + number % 2));
  }

  private Result select(LibC libc, Wire wire) {
    Pointer read = Polls.set(wire.near());
    Pointer write = Polls.set(wire.near());
    Pointer some = number % 2 == 0 ? null : write;
    Pointer time = Native.timeval(number % 3 * 1_000_000L);
    int nfds = wire.near() + 1;
    Result result = Result.of(() -> libc.select(nfds, read, some, null, time));
    String sets = Polls.isSet(read, nfds - 1) + " " + Polls.isSet(write, nfds - 1);
    return new Result(result.value(), result.errno(), sets);
  }
}
