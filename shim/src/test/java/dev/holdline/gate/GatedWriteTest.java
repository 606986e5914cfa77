package dev.holdline.gate;

import static dev.holdline.fixture.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.FaultySyscalls;
import dev.holdline.fixture.Pair;
import dev.holdline.held.Incarnation;
import dev.holdline.posix.Errno;
import dev.holdline.posix.Files;
import dev.holdline.wait.InterruptPolicy;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Writes that wait, by platform threads, which make none of themselves. */
final class GatedWriteTest {
  private static final int LENGTH = 8;

  private final FaultySyscalls syscalls = new FaultySyscalls();

  @AutoClose private final Gate gate = Gates.of(syscalls, InterruptPolicy.CLOSE);

  @AutoClose private final Pair pair = new Pair();

  private final Incarnation descriptor = Objects.requireNonNull(gate.file(pair.ours()));

  private CompletableFuture<Long> start() {
    return CompletableFuture.supplyAsync(
        () -> {
          long sent = gate.write(pair.ours(), 0, true, new PlainSend(pair.ours(), LENGTH));
          return sent < 0 ? -Errno.last() : sent;
        });
  }

  @Test
  void write_nonblockIsSetForTheCallOfAnother_waitsAllTheSame() throws Exception {
    int filled = pair.fill();
    assertThat(descriptor.openFile().takeTurn()).isTrue();
    long seen = syscalls.count(FaultySyscalls.Name.STATUS_FLAGS);
    CompletableFuture<CompletableFuture<Long>> started = new CompletableFuture<>();
    descriptor
        .openFile()
        .withNonblock(
            syscalls,
            pair.ours(),
            () -> {
              started.complete(start());
              until(() -> syscalls.count(FaultySyscalls.Name.STATUS_FLAGS) > seen + 1);
            });
    descriptor.openFile().endTurn();
    CompletableFuture<Long> sent = started.join();
    until(() -> sent.isDone() || descriptor.watch().hasWaiters());
    pair.drain(filled);
    assertThat(sent.get(10, TimeUnit.SECONDS)).isEqualTo(LENGTH);
  }

  @Test
  void write_nonblockIsSet_answersAtOnce() throws Exception {
    pair.fill();
    syscalls.setStatusFlags(pair.ours(), syscalls.statusFlags(pair.ours()) | Files.O_NONBLOCK);
    assertThat(start().get(10, TimeUnit.SECONDS)).isEqualTo(-Errno.EAGAIN);
  }

  @Test
  void write_wokenWhereInterruptsClose_leavesTheDescriptorOpen() throws Exception {
    pair.fill();
    CompletableFuture<Long> sent = start();
    until(() -> descriptor.watch().hasWaiters());
    descriptor.held().wake();
    assertThat(sent.get(10, TimeUnit.SECONDS)).isEqualTo(-Errno.EINTR);
    assertThat(descriptor.isClosing()).isFalse();
  }
}
