package dev.holdline.examples.benchmarks.micro;

import dev.holdline.examples.benchmarks.socket.PlainSockets;
import dev.holdline.posix.LibC;
import dev.holdline.posix.Sockets;
import jnr.ffi.Pointer;

/** A stream of single bytes, which a function reads, writes or only looks at. */
final class StreamScene implements Scene {
  /** One of the functions, with what it takes. */
  interface Function {
    /** Returns 1: the one byte, message or descriptor. */
    long call(LibC libc, int fd, Buffers buffers);
  }

  /** What a function does to the stream. */
  enum Direction {
    READS,
    WRITES
  }

  private static final int CAPACITY = 4096;

  private final LibC libc;
  private final LibC plain = Binding.PLAIN.libc();
  private final Direction direction;
  private final Function function;
  private final int[] pair = new int[2]; // the first is under test
  private final Buffers buffers;
  private final Pointer bytes = Buffers.zeroed(CAPACITY);

  StreamScene(LibC libc, Direction direction, Function function) {
    this.libc = libc;
    this.direction = direction;
    this.function = function;
    PlainSockets.socketpair(plain, pair);
    this.buffers = new Buffers(plain, pair[0]);
  }

  /** A stream that is written to has room for a few hundred bytes, more than are asked for. */
  @Override
  public void fill(int calls) {
    if (direction == Direction.READS && plain.send(pair[1], bytes, calls, 0) != calls) {
      throw new IllegalStateException("send could not provide for " + calls + " calls");
    }
  }

  @Override
  public void call() {
    long returned = function.call(libc, pair[0], buffers);
    if (returned != 1) {
      throw new IllegalStateException("the call returned " + returned + " in place of 1");
    }
  }

  @Override
  public void clear() {
    int end = direction == Direction.READS ? pair[0] : pair[1];
    long taken;
    do {
      taken = plain.recv(end, bytes, CAPACITY, Sockets.MSG_DONTWAIT);
    } while (taken > 0);
  }

  @Override
  public void close() {
    buffers.close();
    libc.close(pair[0]);
    plain.close(pair[1]);
  }
}
