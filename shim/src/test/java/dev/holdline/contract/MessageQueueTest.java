package dev.holdline.contract;

import static dev.holdline.contract.WireKind.PIPE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.Hold;
import dev.holdline.HoldStatus;
import dev.holdline.annotation.Blocking;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;
import org.jspecify.annotations.Nullable;

/** Files that statx(2) calls regular and that wait all the same: POSIX message queues. */
class MessageQueueTest {
  private static final int O_RDWR_CREAT = 2 | 0x40;
  private static final int OWNER_ONLY = 0600;
  private static final int SIZE = 64;
  private static final AtomicInteger QUEUES = new AtomicInteger();

  /** The message queues of libc, see mq_overview(7). */
  public interface Mq {
    int mq_open(String name, int flags, int mode, Pointer attributes);

    int mq_unlink(String name);

    int mq_send(int queue, @In byte[] message, long length, int priority);

    @Blocking
    long mq_receive(int queue, @Out byte[] message, long length, @Nullable Pointer priority);
  }

  private static final Mq PLAIN = LibraryLoader.create(Mq.class).load("c");

  private static int open(Side side) {
    Pointer attributes = Native.memory(64);
    attributes.putLong(8, 10); // messages
    attributes.putLong(16, SIZE);
    String name = "/holdline-" + ProcessHandle.current().pid() + "-" + QUEUES.incrementAndGet();
    int queue = PLAIN.mq_open(name, O_RDWR_CREAT, OWNER_ONLY, attributes);
    assertThat(queue).isPositive();
    PLAIN.mq_unlink(name);
    return side.owned(queue);
  }

  private static Task<Result> startBlocked(Side side, int queue) {
    Mq mq = side.library(Mq.class, PLAIN);
    byte[] message = new byte[SIZE];
    return side.startBlocked(
        queue, () -> Result.of(() -> mq.mq_receive(queue, message, SIZE, null)).with(message));
  }

  @Contract(PIPE)
  void mqReceive_emptyQueue_waitsForAMessage(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              int queue = open(side);
              Task<Result> first = startBlocked(side, queue);
              PLAIN.mq_send(queue, "one".getBytes(StandardCharsets.US_ASCII), 3, 0);
              Result one = first.result();
              Task<Result> second = startBlocked(side, queue);
              PLAIN.mq_send(queue, "two".getBytes(StandardCharsets.US_ASCII), 3, 0);
              return List.of(one, second.result());
            });
    assertThat(results).containsExactly(Result.bytes("one"), Result.bytes("two"));
  }

  @Contract(PIPE)
  void mqReceive_closedByOtherThread_returnsEbadf(Case setting) {
    setting.held(
        side -> {
          int queue = open(side);
          Task<Result> receiver = startBlocked(side, queue);
          assertThat(side.libc().close(queue)).isZero();
          assertThat(receiver.result()).isEqualTo(Result.failed("EBADF"));
        });
  }

  @Contract(PIPE)
  void mqReceive_interrupted_returnsEintr(Case setting) {
    setting.held(
        side -> {
          int queue = open(side);
          Task<Result> receiver = startBlocked(side, queue);
          receiver.interrupt();
          assertThat(receiver.result()).isEqualTo(Result.failed("EINTR"));
        });
  }

  @Contract(PIPE)
  void hold_ofQueue_isEffective(Case setting) {
    setting.held(
        side -> {
          try (Hold hold = side.hold(open(side))) {
            assertThat(hold.status().state()).isEqualTo(HoldStatus.State.EFFECTIVE);
          }
        });
  }

  @Contract(PIPE)
  void read_ofQueue_describesItAtOnce(Case setting) {
    Result result = setting.sameAsPlain(side -> side.read(open(side), SIZE));
    assertThat(result.bytes()).startsWith("QSIZE:0");
  }
}
