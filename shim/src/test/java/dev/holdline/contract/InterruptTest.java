package dev.holdline.contract;

import static dev.holdline.contract.WireKind.TCP;
import static dev.holdline.contract.WireKind.UNIX_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.Hold;
import dev.holdline.posix.Sockets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Point 7: an interrupt is a signal, and {@code Hold.wake} another. */
class InterruptTest {
  private static final Result EINTR = Result.failed("EINTR");

  private static Seen read(Side side, int fd) {
    return Seen.of(() -> ReadShape.READ_ARRAY.read(side.libc(), fd, 16, 0));
  }

  @Contract
  void read_interruptedWhileWaiting_returnsEintrAndKeepsTheFlag(Case setting) {
    setting.held(
        side -> {
          Wire wire = side.open(setting.kind());
          Task<Seen> reader = side.startBlocked(wire.near(), () -> read(side, wire.near()));
          reader.interrupt();
          assertThat(reader.result()).isEqualTo(new Seen(EINTR, true));
        });
  }

  @Contract
  void read_interruptedBefore_returnsEintrWhereItWouldWait(Case setting) {
    setting.held(
        side -> {
          Wire wire = side.open(setting.kind());
          Wire ready = side.open(setting.kind());
          ready.send("data");
          Side.until(() -> ready.available() > 0);
          List<Seen> seen =
              side.run(
                  () -> {
                    Thread.currentThread().interrupt();
                    return List.of(read(side, ready.near()), read(side, wire.near()));
                  });
          assertThat(seen)
              .containsExactly(new Seen(Result.bytes("data"), true), new Seen(EINTR, true));
        });
  }

  @Contract
  void read_retriesOnEintr_waitsAndDoesNotSpin(Case setting) {
    setting.held(
        side -> {
          Wire wire = side.open(setting.kind());
          AtomicInteger calls = new AtomicInteger();
          Task<Seen> reader =
              side.start(
                  () -> {
                    Seen seen;
                    do {
                      calls.incrementAndGet();
                      seen = read(side, wire.near());
                    } while (seen.result().equals(EINTR));
                    return seen;
                  });
          side.awaitBlocked(reader, wire.near());
          reader.interrupt();
          Side.until(() -> calls.get() == 2);
          side.awaitSlices(wire.near(), 4);
          assertThat(calls).hasValue(2);
          reader.interrupt(); // a new one, while the flag of the first is out of the way
          Side.until(() -> calls.get() == 3);
          side.awaitSlices(wire.near(), 2);
          wire.send("at last");
          assertThat(reader.result()).isEqualTo(new Seen(Result.bytes("at last"), true));
          assertThat(calls).hasValue(3);
        });
  }

  @Contract
  void read_flagClearedInBetween_nextInterruptIsReported(Case setting) {
    setting.held(
        side -> {
          Wire wire = side.open(setting.kind());
          Task<List<Seen>> reader =
              side.start(
                  () -> {
                    List<Seen> seen = new ArrayList<>();
                    for (int i = 0; i < 3; i++) {
                      Thread.interrupted();
                      seen.add(read(side, wire.near()));
                    }
                    return seen;
                  });
          side.awaitBlocked(reader, wire.near());
          reader.interrupt();
          side.awaitBlocked(reader, wire.near());
          reader.interrupt();
          side.awaitBlocked(reader, wire.near());
          wire.send("data");
          assertThat(reader.result())
              .containsExactly(
                  new Seen(EINTR, true),
                  new Seen(EINTR, true),
                  new Seen(Result.bytes("data"), false));
        });
  }

  @Contract
  void wake_whileWaiting_returnsEintrOnce(Case setting) {
    setting.held(
        side -> {
          Wire wire = side.open(setting.kind());
          Task<List<Seen>> reader =
              side.startBlocked(
                  wire.near(), () -> List.of(read(side, wire.near()), read(side, wire.near())));
          try (Hold hold = side.hold(wire.near())) {
            hold.wake();
          }
          side.awaitBlocked(reader, wire.near());
          wire.send("data");
          assertThat(reader.result())
              .containsExactly(new Seen(EINTR, false), new Seen(Result.bytes("data"), false));
        });
  }

  @Contract({TCP, UNIX_STREAM})
  void recv_interruptedWhileAccumulating_returnsWhatCameThenEintr(Case setting) {
    setting.held(
        side -> {
          Wire wire = side.open(setting.kind());
          Task<List<Result>> reader =
              side.startBlocked(
                  wire.near(),
                  () ->
                      List.of(
                          ReadShape.RECV_ARRAY.read(
                              side.libc(), wire.near(), 9, Sockets.MSG_WAITALL),
                          ReadShape.RECV_ARRAY.read(side.libc(), wire.near(), 9, 0)));
          wire.send("abc");
          Side.until(() -> wire.available() == 0);
          side.awaitBlocked(reader, wire.near());
          reader.interrupt();
          assertThat(reader.result()).containsExactly(Result.bytes("abc"), EINTR);
        });
  }

  @Contract(TCP)
  void accept_interrupted_returnsEintr(Case setting) {
    setting.held(
        side -> {
          int listener = side.owned(Net.listener(side.libc(), 1));
          Task<Result> acceptor =
              side.startBlocked(
                  listener, () -> Result.of(() -> side.libc().accept(listener, null, null)));
          acceptor.interrupt();
          assertThat(acceptor.result()).isEqualTo(EINTR);
        });
  }
}
