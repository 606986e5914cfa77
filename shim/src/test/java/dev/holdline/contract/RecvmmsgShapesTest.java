package dev.holdline.contract;

import static dev.holdline.contract.WireKind.UDP;
import static dev.holdline.contract.WireKind.UNIX_DATAGRAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.posix.abi.Layout;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntToLongFunction;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.ffi.Struct;
import org.jspecify.annotations.Nullable;

/** Vectors of messages in each type people declare them in. */
class RecvmmsgShapesTest {
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

  /** Sends three messages to a call that waits for them; returns their bytes and lengths. */
  private static Result receive(
      Side side, Wire wire, Pointer buffer, LongSupplier call, IntToLongFunction length) {
    Task<Result> reader = side.start(() -> Result.of(call));
    side.sendOneByOne(wire, reader, "one", "two", "three");
    Result result = reader.result();
    String bytes = Result.of(24).with(Native.bytes(buffer, MESSAGES * SIZE)).bytes();
    List<Long> lengths = IntStream.range(0, MESSAGES).mapToLong(length).boxed().toList();
    return new Result(result.value(), result.errno(), bytes + lengths);
  }

  private static void requireAll(Result result) {
    assertThat(result.value()).isEqualTo(MESSAGES);
    assertThat(result.bytes()).isEqualTo("one\0\0\0\0\0two\0\0\0\0\0three\0\0\0[3, 3, 5]");
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
              return receive(
                  side,
                  wire,
                  buffer,
                  () -> libc.recvmmsg(wire.near(), messages, 3, 0, (Pointer) null),
                  i -> messages[i].length.get());
            });
    requireAll(result);
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
              return receive(
                  side,
                  wire,
                  buffer,
                  () -> libc.recvmmsg(wire.near(), messages, 3L, 0, (long[]) null),
                  i -> messages.get(i * Layout.MMSGHDR_SIZE + Layout.MMSGHDR_LEN)); // lowest byte
            });
    requireAll(result);
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
