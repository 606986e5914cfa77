package dev.holdline.contract;

import static dev.holdline.contract.WireKind.TCP;
import static dev.holdline.contract.WireKind.UNIX_STREAM;
import static dev.holdline.posix.Poll.POLLIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.HoldlineConfig;
import dev.holdline.Interrupts;
import dev.holdline.fixture.Listener;
import dev.holdline.posix.Sockets;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import jnr.ffi.Pointer;

/** Point 7, where an interrupt is no signal: {@code IGNORE} and {@code CLOSE}. */
class InterruptPolicyTest {
  private static final Result EINTR = Result.failed("EINTR");
  private static final Result EBADF = Result.failed("EBADF");
  private static final int F_DUPFD = 0; // <fcntl.h>

  private static HoldlineConfig.Builder ignores(HoldlineConfig.Builder config) {
    return config.interrupts(Interrupts.IGNORE);
  }

  private static HoldlineConfig.Builder closes(HoldlineConfig.Builder config) {
    return config.interrupts(Interrupts.CLOSE);
  }

  /**
   * Moves a descriptor to a number so high that nobody else gets it, so that what is closed there
   * stays closed.
   */
  private static int high(Side side, int fd) {
    int high = side.owned(Native.LIBC.fcntl(fd, F_DUPFD, 1000));
    assertThat(high).isGreaterThanOrEqualTo(1000);
    return high;
  }

  private static Seen read(Side side, int fd) {
    return Seen.of(() -> ReadShape.READ_ARRAY.read(side.libc(), fd, 16, 0));
  }

  @Contract
  void read_policyIgnore_waitsOnAndKeepsTheFlag(Case setting) {
    setting.held(
        InterruptPolicyTest::ignores,
        side -> {
          Wire wire = side.open(setting.kind());
          Task<Seen> reader = side.startBlocked(wire.near(), () -> read(side, wire.near()));
          reader.interrupt();
          side.awaitSlices(wire.near(), 3);
          assertThat(reader.isDone()).isFalse();
          wire.send("data");
          assertThat(reader.result()).isEqualTo(new Seen(Result.bytes("data"), true));
        });
  }

  /** A flag that is set all the time must not make the wait a hot loop either. */
  @Contract
  void read_policyIgnoreInterruptedBeforeAndDuring_waitsInSlices(Case setting) {
    setting.held(
        InterruptPolicyTest::ignores,
        side -> {
          Wire wire = side.open(setting.kind());
          Task<List<Seen>> reader =
              side.start(
                  () -> {
                    Thread.currentThread().interrupt();
                    return List.of(read(side, wire.near()), read(side, wire.near()));
                  });
          side.awaitBlocked(reader, wire.near());
          reader.interrupt();
          reader.interrupt();
          side.awaitSlices(wire.near(), 3);
          wire.send("one");
          Side.until(() -> wire.available() == 0);
          side.awaitBlocked(reader, wire.near());
          wire.send("two");
          assertThat(reader.result())
              .containsExactly(
                  new Seen(Result.bytes("one"), true), new Seen(Result.bytes("two"), true));
        });
  }

  @Contract({TCP, UNIX_STREAM})
  void recv_policyIgnoreWhileAccumulating_returnsAll(Case setting) {
    setting.held(
        InterruptPolicyTest::ignores,
        side -> {
          Wire wire = side.open(setting.kind());
          Task<Seen> reader =
              side.startBlocked(
                  wire.near(),
                  () ->
                      Seen.of(
                          () ->
                              ReadShape.RECV_ARRAY.read(
                                  side.libc(), wire.near(), 6, Sockets.MSG_WAITALL)));
          wire.send("abc");
          Side.until(() -> wire.available() == 0);
          side.awaitBlocked(reader, wire.near());
          reader.interrupt();
          side.awaitSlices(wire.near(), 2);
          wire.send("def");
          assertThat(reader.result()).isEqualTo(new Seen(Result.bytes("abcdef"), true));
        });
  }

  @Contract
  void read_policyClose_closesTheDescriptor(Case setting) {
    setting.held(
        InterruptPolicyTest::closes,
        side -> {
          Wire wire = side.open(setting.kind());
          Owned near = Owned.of(wire.near());
          Task<Seen> reader = side.start(() -> read(side, wire.near()));
          Task<Seen> other = side.start(() -> read(side, wire.near()));
          side.awaitWaits(wire.near(), 2);
          side.awaitBlocked(reader, wire.near());
          reader.interrupt();
          Seen seen = reader.result();
          assertThat(seen.flag()).isTrue();
          assertThat(seen.result()).isEqualTo(EINTR);
          assertThat(other.result()).isEqualTo(new Seen(EBADF, false));
          assertThat(near.isOpen()).isFalse();
        });
  }

  @Contract
  void read_policyCloseAndReadAgain_returnsEbadf(Case setting) {
    setting.held(
        InterruptPolicyTest::closes,
        side -> {
          int fd = high(side, side.open(setting.kind()).near());
          Task<List<Seen>> reader =
              side.startBlocked(fd, () -> List.of(read(side, fd), read(side, fd), read(side, fd)));
          reader.interrupt();
          assertThat(reader.result())
              .containsExactly(new Seen(EINTR, true), new Seen(EBADF, true), new Seen(EBADF, true));
        });
  }

  @Contract
  void read_policyCloseInterruptedBefore_takesDataFirst(Case setting) {
    setting.held(
        InterruptPolicyTest::closes,
        side -> {
          Wire wire = side.open(setting.kind());
          int fd = high(side, wire.near());
          wire.send("data");
          Side.until(() -> wire.available() > 0);
          List<Seen> seen =
              side.run(
                  () -> {
                    Thread.currentThread().interrupt();
                    return List.of(read(side, fd), read(side, fd), read(side, fd));
                  });
          assertThat(seen)
              .containsExactly(
                  new Seen(Result.bytes("data"), true),
                  new Seen(EINTR, true),
                  new Seen(EBADF, true));
        });
  }

  /** The peer is told, as by any close: unless another number keeps the file open. */
  @Contract({TCP, UNIX_STREAM})
  void recv_policyClose_reachesThePeer(Case setting) {
    setting.held(
        InterruptPolicyTest::closes,
        side -> {
          Wire wire = side.open(setting.kind());
          Task<Seen> reader = side.startBlocked(wire.near(), () -> read(side, wire.near()));
          reader.interrupt();
          assertThat(reader.result().result()).isEqualTo(EINTR);
          assertThat(side.read(wire.far(), 16)).isEqualTo(Result.bytes(""));
        });
  }

  private static void interruptedCallCloses(
      Side side, int fd, Supplier<Result> call, Consumer<Task<Seen>> blocked) {
    Owned interrupted = Owned.of(fd);
    Task<Seen> task = side.start(() -> Seen.of(call));
    blocked.accept(task);
    task.interrupt();
    assertThat(task.result()).isEqualTo(new Seen(EINTR, true));
    assertThat(interrupted.isOpen()).isFalse();
  }

  @Contract(TCP)
  void acceptAndConnect_policyClose_closeTheDescriptor(Case setting) {
    setting.held(
        InterruptPolicyTest::closes,
        side -> {
          Listener listener = side.listener(TCP);
          int acceptor = high(side, listener.fd());
          interruptedCallCloses(
              side,
              acceptor,
              () -> Result.of(() -> side.libc().accept(acceptor, null, null)),
              task -> side.awaitBlocked(task, acceptor));
          listener.fill();
          int client = high(side, side.socket(TCP));
          interruptedCallCloses(
              side,
              client,
              () -> Net.connect(side.libc(), client, listener),
              task -> side.awaitBlocked(task, client));
        });
  }

  /** None of many descriptors is the one that an interrupt should close. */
  @Contract
  void poll_policyClose_returnsEintrAndClosesNothing(Case setting) {
    setting.held(
        InterruptPolicyTest::closes,
        side -> {
          Wire wire = side.open(setting.kind());
          Pointer fds = Polls.pollfds(wire.near(), POLLIN);
          Task<Seen> poller =
              side.startBlocked(
                  wire.near(), () -> Seen.of(() -> Result.of(() -> side.libc().poll(fds, 1, -1))));
          poller.interrupt();
          assertThat(poller.result()).isEqualTo(new Seen(EINTR, true));
          wire.send("x");
          assertThat(side.read(wire.near(), 1)).isEqualTo(Result.bytes("x"));
        });
  }
}
