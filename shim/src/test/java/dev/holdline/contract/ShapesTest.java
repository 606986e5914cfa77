package dev.holdline.contract;

import static dev.holdline.contract.WireKind.UDP;
import static dev.holdline.contract.WireKind.UNIX_DATAGRAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.posix.Layout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.ffi.Struct;
import org.jspecify.annotations.Nullable;

/** Vectors of messages in each type people declare them in. */
class ShapesTest {
  private static final int MESSAGES = 3;
  private static final int SIZE = 8; // of one message's buffer

  /** struct mmsghdr. */
  public static final class Message extends Struct {
    final Unsigned64 name = new Unsigned64();
    final Unsigned32 nameLength = new Unsigned32();
    final Unsigned64 vector = new Unsigned64();
    final Unsigned64 vectorLength = new Unsigned64();
    final Unsigned64 control = new Unsigned64();
    final Unsigned64 controlLength = new Unsigned64();
    final Signed32 flags = new Signed32();
    final Signed32 padding = new Signed32();
    final Unsigned32 length = new Unsigned32();

    public Message(Runtime runtime) {
      super(runtime);
    }
  }

  /** recvmmsg in the types that can be continued. */
  public interface Shapes extends Native.Plain {
    int recvmmsg(
        int fd, Message @Nullable [] messages, int count, int flags, @Nullable Pointer timeout);

    int recvmmsg(int fd, ByteBuffer messages, long count, int flags, long @Nullable [] timeout);
  }

  private static final Shapes PLAIN = LibraryLoader.create(Shapes.class).load("c");

  /** What only C refers to. */
  private static final List<Pointer> KEPT = new CopyOnWriteArrayList<>();

  private static Message[] messages(Pointer buffer) {
    Message[] messages = Struct.arrayOf(Runtime.getSystemRuntime(), Message.class, MESSAGES);
    Pointer vectors = Native.iovec(buffer, SIZE, SIZE, SIZE);
    KEPT.add(vectors);
    for (int i = 0; i < MESSAGES; i++) {
      messages[i].vector.set(vectors.address() + (long) i * Layout.IOVEC_SIZE);
      messages[i].vectorLength.set(1);
    }
    return messages;
  }

  /** What the three messages brought: their bytes and their lengths. */
  private static Result seen(Task<Result> reader, Pointer buffer, List<Long> lengths) {
    Result result = reader.result();
    String bytes = Result.of(24).with(Native.bytes(buffer, MESSAGES * SIZE)).bytes();
    return new Result(result.value(), result.errno(), bytes + lengths);
  }

  private static void sendOneByOne(Side side, Task<?> reader, Wire wire) {
    for (String message : List.of("one", "two", "three")) {
      side.awaitBlocked(reader, wire.near());
      wire.send(message);
    }
  }

  @Contract({UDP, UNIX_DATAGRAM})
  void recvmmsg_structArray_waitsForAll(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              Shapes libc = side.library(Shapes.class, PLAIN);
              Pointer buffer = Native.memory(MESSAGES * SIZE);
              Message[] messages = messages(buffer);
              Task<Result> reader =
                  side.start(
                      () ->
                          Result.of(
                              () -> libc.recvmmsg(wire.near(), messages, 3, 0, (Pointer) null)));
              sendOneByOne(side, reader, wire);
              reader.result();
              List<Long> lengths = new ArrayList<>();
              for (Message message : messages) {
                lengths.add(message.length.get());
              }
              return seen(reader, buffer, lengths);
            });
    assertThat(result.value()).isEqualTo(MESSAGES);
    assertThat(result.bytes()).isEqualTo("one\0\0\0\0\0two\0\0\0\0\0three\0\0\0[3, 3, 5]");
  }

  @Contract({UDP, UNIX_DATAGRAM})
  void recvmmsg_byteBuffer_waitsForAll(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              Shapes libc = side.library(Shapes.class, PLAIN);
              Pointer buffer = Native.memory(MESSAGES * SIZE);
              Pointer vector = Native.mmsghdr(buffer, MESSAGES, SIZE);
              ByteBuffer messages = ByteBuffer.allocate(MESSAGES * Layout.MMSGHDR_SIZE);
              messages.put(0, Native.bytes(vector, messages.capacity()));
              Task<Result> reader =
                  side.start(
                      () ->
                          Result.of(
                              () -> libc.recvmmsg(wire.near(), messages, 3L, 0, (long[]) null)));
              sendOneByOne(side, reader, wire);
              reader.result();
              List<Long> lengths = new ArrayList<>();
              for (int i = 0; i < MESSAGES; i++) {
                int at = i * Layout.MMSGHDR_SIZE + Layout.MMSGHDR_LEN;
                lengths.add((long) messages.get(at)); // its lowest byte
              }
              return seen(reader, buffer, lengths);
            });
    assertThat(result.value()).isEqualTo(MESSAGES);
    assertThat(result.bytes()).isEqualTo("one\0\0\0\0\0two\0\0\0\0\0three\0\0\0[3, 3, 5]");
  }

  @Contract({UDP, UNIX_DATAGRAM})
  void recvmmsg_noVector_returnsEfault(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              Shapes libc = side.library(Shapes.class, PLAIN);
              return side.run(
                  () ->
                      Result.of(
                          () ->
                              libc.recvmmsg(wire.near(), (Message[]) null, 3, 0, (Pointer) null)));
            });
    assertThat(result).isEqualTo(Result.failed("EFAULT"));
  }
}
