package dev.holdline.held;

import static dev.holdline.fixture.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.FaultySyscalls;
import dev.holdline.fixture.Pair;
import dev.holdline.fixture.Plain;
import dev.holdline.held.Identity.Kind;
import dev.holdline.posix.Errno;
import dev.holdline.posix.Files;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class OpenFileTest {
  private static final Identity SOCKET = new Identity(Kind.SOCKET, -7, 0, 0); // of no real socket

  private final FaultySyscalls syscalls = new FaultySyscalls();
  @AutoClose private final Pair pair = new Pair();

  private static OpenFile acquire(Identity identity) {
    return OpenFile.acquire(identity, System::nanoTime);
  }

  @Test
  void acquire_sameIdentity_isOneFileUntilTheLastRelease() {
    OpenFile first = acquire(SOCKET);
    OpenFile second = acquire(new Identity(Kind.SOCKET, -7, 0, 0));
    assertThat(second).isSameAs(first);
    OpenFile.release(SOCKET);
    assertThat(acquire(SOCKET)).isSameAs(first);
    OpenFile.release(SOCKET);
    OpenFile.release(SOCKET);
    assertThat(acquire(SOCKET)).isNotSameAs(first);
    OpenFile.release(SOCKET);
    OpenFile.release(SOCKET); // one too many is harmless
  }

  @Test
  void acquire_anonymousInode_isNeverShared() {
    Identity eventfd = new Identity(Kind.ANONYMOUS, 1, 2, 0);
    assertThat(acquire(eventfd)).isNotSameAs(acquire(eventfd));
    OpenFile.release(eventfd);
  }

  @Test
  void takeTurn_takenByAnother_givesUpAfterMilliseconds() throws Exception {
    OpenFile file = acquire(SOCKET);
    assertThat(file.takeTurn()).isTrue();
    long begin = System.nanoTime();
    assertThat(CompletableFuture.supplyAsync(file::takeTurn).get(10, TimeUnit.SECONDS)).isFalse();
    assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(5));
    file.endTurn();
    assertThat(
            CompletableFuture.supplyAsync(
                    () -> {
                      boolean taken = file.takeTurn();
                      file.endTurn();
                      return taken;
                    })
                .get(10, TimeUnit.SECONDS))
        .isTrue();
    OpenFile.release(SOCKET);
  }

  @Test
  void takeTurn_byWhoHasIt_isTakenOnceMore() throws Exception {
    OpenFile file = acquire(SOCKET);
    assertThat(file.takeTurn()).isTrue();
    assertThat(file.takeTurn()).isTrue(); // a function that calls back into Java
    file.endTurn();
    assertThat(CompletableFuture.supplyAsync(file::takeTurn).get(10, TimeUnit.SECONDS)).isFalse();
    file.endTurn();
    assertThat(file.takeTurn()).isTrue();
    file.endTurn();
    OpenFile.release(SOCKET);
  }

  @Test
  void takeTurn_interruptedMeanwhile_keepsTheFlag() {
    OpenFile file = acquire(SOCKET);
    file.takeTurn();
    AtomicBoolean flag = new AtomicBoolean();
    Thread thread =
        new Thread(
            () -> {
              Thread.currentThread().interrupt();
              flag.set(!file.takeTurn() && Thread.currentThread().isInterrupted());
            });
    thread.start();
    until(flag::get);
    file.endTurn();
    OpenFile.release(SOCKET);
  }

  @Test
  void withNonblock_openFile_isSetForTheCallOnly() {
    OpenFile file = acquire(SOCKET);
    AtomicBoolean during = new AtomicBoolean();
    int result =
        file.withNonblock(
            syscalls,
            pair.ours(),
            () -> during.set((syscalls.statusFlags(pair.ours()) & Files.O_NONBLOCK) != 0));
    assertThat(result).isZero();
    assertThat(during).isTrue();
    assertThat(syscalls.statusFlags(pair.ours()) & Files.O_NONBLOCK).isZero();
    OpenFile.release(SOCKET);
  }

  @Test
  void runInTurn_whileNonblockIsSetForACall_waitsAndIsNotUndone() throws Exception {
    OpenFile file = acquire(SOCKET);
    int fd = pair.ours();
    AtomicLong seen = new AtomicLong();
    Thread program =
        new Thread(
            () -> {
              seen.set(file.runInTurn(() -> syscalls.statusFlags(fd)));
              int append = (int) seen.get() | Files.O_APPEND;
              file.runInTurn(() -> syscalls.setStatusFlags(fd, append));
            });
    assertThat(file.takeTurn()).isTrue();
    file.withNonblock(
        syscalls,
        fd,
        () -> {
          program.start();
          until(() -> program.getState() == Thread.State.TIMED_WAITING || !program.isAlive());
        });
    file.endTurn();
    program.join(TimeUnit.SECONDS.toMillis(10));
    assertThat(seen.get() & Files.O_NONBLOCK).isZero();
    assertThat(syscalls.statusFlags(fd) & Files.O_APPEND).isNotZero();
    OpenFile.release(SOCKET);
  }

  @Test
  void withNonblock_nothingOpen_runsNothing() {
    AtomicBoolean ran = new AtomicBoolean();
    int result = acquire(SOCKET).withNonblock(syscalls, 1_000_000, () -> ran.set(true));
    assertThat(result).isEqualTo(-Errno.EBADF);
    assertThat(ran).isFalse();
    OpenFile.release(SOCKET);
  }

  @Test
  void identity_ofDescriptors_tellsThemApart() {
    int dup = Plain.LIBC.dup(pair.ours());
    int eventfd = syscalls.eventfd();
    int[] pipe = new int[2];
    Plain.LIBC.pipe(pipe);

    assertThat(Identity.of(syscalls, dup)).isEqualTo(Identity.of(syscalls, pair.ours()));
    assertThat(Identity.of(syscalls, pair.peer())).isNotEqualTo(Identity.of(syscalls, dup));
    assertThat(Identity.of(syscalls, pipe[0])).isNotEqualTo(Identity.of(syscalls, pipe[1]));
    assertThat(Identity.of(syscalls, pipe[0])).extracting(Identity::kind).isEqualTo(Kind.PIPE);
    assertThat(Identity.of(syscalls, eventfd)).extracting(Identity::kind).isEqualTo(Kind.ANONYMOUS);
    int nothing = Plain.open(java.nio.file.Path.of("/dev/null"));
    assertThat(Identity.of(syscalls, nothing)).extracting(Identity::kind).isEqualTo(Kind.CHARACTER);
    Plain.LIBC.close(nothing);
    assertThat(Identity.of(syscalls, 1_000_000)).isNull();
    for (int fd : new int[] {dup, eventfd, pipe[0], pipe[1]}) {
      Plain.LIBC.close(fd);
    }
  }
}
