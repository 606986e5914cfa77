package dev.holdline.contract;

import static dev.holdline.contract.WireKind.PIPE;
import static dev.holdline.contract.WireKind.TCP;
import static dev.holdline.contract.WireKind.UNIX_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.posix.LibC;
import dev.holdline.posix.Sockets;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import jnr.ffi.Pointer;

/**
 * Point 8: a write that would block goes on until all is written. On platform threads it goes
 * straight through; on virtual threads it parks, and no carrier is captured.
 */
class WriteTest {
  // In bytes; a narrow wire has no room for either, nor for LONG once DRAINED were read.
  private static final int LENGTH = 700_001;
  private static final int LONG = 2_000_000;
  private static final int DRAINED = 1_000_000;

  private static final int POSITION = 3; // of the buffers

  /** The calls that write. */
  private enum Writing {
    WRITE_ARRAY,
    WRITE_HEAP_BUFFER,
    WRITE_DIRECT_BUFFER,
    WRITE_POINTER,
    WRITEV,
    SEND_ARRAY,
    SEND_HEAP_BUFFER,
    SEND_DIRECT_BUFFER,
    SEND_POINTER,
    SENDTO_ARRAY,
    SENDTO_HEAP_BUFFER,
    SENDTO_DIRECT_BUFFER,
    SENDTO_POINTER,
    SENDMSG;

    boolean writes(WireKind kind) {
      return kind.isSocket() || name().startsWith("WRITE");
    }

    Result write(LibC libc, int fd, byte[] bytes) {
      Pointer memory = Native.memory(bytes);
      int third = bytes.length / 3;
      Pointer vector = Native.iovec(memory, third, 0, bytes.length - 2 * third, third);
      Pointer header = Native.msghdr(vector, 4);
      int length = bytes.length;
      ByteBuffer heap = ByteBuffer.allocate(POSITION + length).put(POSITION, bytes);
      ByteBuffer direct = ByteBuffer.allocateDirect(POSITION + length).put(POSITION, bytes);
      heap.position(POSITION);
      direct.position(POSITION);
      return switch (this) {
        case WRITE_ARRAY -> Result.of(() -> libc.write(fd, bytes, length));
        case WRITE_HEAP_BUFFER -> Result.of(() -> libc.write(fd, heap, length));
        case WRITE_DIRECT_BUFFER -> Result.of(() -> libc.write(fd, direct, length));
        case WRITE_POINTER -> Result.of(() -> libc.write(fd, memory, length));
        case WRITEV -> Result.of(() -> libc.writev(fd, vector, 4));
        case SEND_ARRAY -> Result.of(() -> libc.send(fd, bytes, length, 0));
        case SEND_HEAP_BUFFER -> Result.of(() -> libc.send(fd, heap, length, 0));
        case SEND_DIRECT_BUFFER -> Result.of(() -> libc.send(fd, direct, length, 0));
        case SEND_POINTER -> Result.of(() -> libc.send(fd, memory, length, 0));
        case SENDTO_ARRAY -> Result.of(() -> libc.sendto(fd, bytes, length, 0, null, 0));
        case SENDTO_HEAP_BUFFER -> Result.of(() -> libc.sendto(fd, heap, length, 0, null, 0));
        case SENDTO_DIRECT_BUFFER -> Result.of(() -> libc.sendto(fd, direct, length, 0, null, 0));
        case SENDTO_POINTER -> Result.of(() -> libc.sendto(fd, memory, length, 0, null, 0));
        case SENDMSG -> Result.of(() -> libc.sendmsg(fd, header, 0));
      };
    }
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  /** Reads so many bytes, or to the end, with the plain library. */
  private static byte[] drain(int fd, int length) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] part = new byte[64 * 1024];
    while (all.size() < length) {
      int count = (int) Native.LIBC.read(fd, part, Math.min(part.length, length - all.size()));
      if (count <= 0) {
        break;
      }
      all.write(part, 0, count);
    }
    return all.toByteArray();
  }

  @Contract({TCP, UNIX_STREAM, PIPE})
  void write_moreThanTheBuffersHold_completes(Case setting) {
    byte[] bytes = random(LENGTH);
    Arrays.stream(Writing.values())
        .filter(call -> call.writes(setting.kind()))
        .forEach(
            call -> {
              Result result =
                  setting.sameAsPlain(
                      side -> {
                        Wire wire = side.open(setting.kind()).narrow();
                        Task<Result> writer =
                            side.start(() -> call.write(side.libc(), wire.far(), bytes));
                        assertThat(drain(wire.near(), LENGTH)).isEqualTo(bytes);
                        return writer.result();
                      });
              assertThat(result).as("%s", call).isEqualTo(Result.of(LENGTH));
            });
  }

  @Contract({TCP, UNIX_STREAM, PIPE})
  void write_peerClosesMeanwhile_returnsWhatWasWrittenThenTheError(Case setting) {
    setting.sameAsPlain(
        side -> {
          Wire wire = side.open(setting.kind()).narrow();
          byte[] bytes = random(LONG);
          Task<List<Result>> writer =
              side.start(
                  () ->
                      List.of(
                          Writing.WRITE_ARRAY.write(side.libc(), wire.far(), bytes),
                          Writing.WRITE_ARRAY.write(side.libc(), wire.far(), bytes)));
          drain(wire.near(), DRAINED);
          side.awaitBlockedWriting(writer, wire.far());
          side.libc().close(wire.near());
          List<Result> results = writer.result();
          assertThat(results.get(0).value()).isBetween((long) DRAINED, LONG - 1L);
          return results.get(1);
        });
  }

  @Contract({TCP, UNIX_STREAM})
  void send_timeoutWithFullBuffers_returnsWhatWasSentThenEagain(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind()).narrow();
              Net.setTimeout(side.libc(), wire.far(), Sockets.SO_SNDTIMEO, 30);
              byte[] bytes = random(LONG);
              Result first =
                  side.run(() -> Writing.SEND_ARRAY.write(side.libc(), wire.far(), bytes));
              assertThat(first.value()).isBetween(1L, (long) bytes.length - 1);
              Result second;
              do { // the window may open a little more
                second = side.run(() -> Writing.SEND_ARRAY.write(side.libc(), wire.far(), bytes));
              } while (!second.isFailure());
              return second;
            });
    assertThat(result).isEqualTo(Result.failed("EAGAIN"));
  }

  @Contract({TCP, UNIX_STREAM, PIPE})
  void write_nonblockingWithFullBuffers_returnsEagain(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              Net.setNonblock(side.libc(), wire.far(), true);
              byte[] bytes = random(1_000_000);
              Result last;
              do {
                last = side.run(() -> Writing.WRITE_ARRAY.write(side.libc(), wire.far(), bytes));
              } while (!last.isFailure());
              return last;
            });
    assertThat(result).isEqualTo(Result.failed("EAGAIN"));
  }

  @Contract
  void write_nothing_returnsZero(Case setting) {
    Result result = setting.sameAsPlain(side -> side.write(side.open(setting.kind()).far(), ""));
    assertThat(result).isEqualTo(Result.of(0));
  }

  @Contract
  void read_moreWaitersThanCarriers_allProceed(Case setting) {
    setting.held(
        side -> {
          List<Wire> wires = new ArrayList<>();
          List<Task<Result>> readers = new ArrayList<>();
          for (int i = 0; i < 40; i++) {
            Wire wire = side.open(setting.kind());
            wires.add(wire);
            readers.add(side.startRead(wire.near(), 16));
          }
          wires.forEach(wire -> side.awaitWaits(wire.near(), 1));
          wires.forEach(wire -> wire.send("go"));
          assertThat(readers).extracting(Task::result).containsOnly(Result.bytes("go"));
        });
  }
}
