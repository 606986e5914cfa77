package dev.holdline.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import jnr.ffi.LibraryLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What poll, select and epoll take, as the kernel reads and writes it. */
final class StructArraysTest {
  private static final LibC LIBC = LibraryLoader.create(LibC.class).load("c");

  private final int[] ends = new int[2]; // of a pipe

  @BeforeEach
  void open() {
    assertThat(LIBC.pipe2(ends, Files.O_CLOEXEC)).isZero();
  }

  @AfterEach
  void close() {
    LIBC.close(ends[0]);
    LIBC.close(ends[1]);
  }

  private void fill() {
    assertThat(LIBC.write(ends[1], new byte[1], 1)).isEqualTo(1);
  }

  @Test
  void pollfds_afterPoll_sayWhatIsReady() {
    Pollfds fds = Pollfds.allocate(3).put(0, ends[0], Poll.POLLIN).put(2, ends[1], Poll.POLLOUT);
    fill();

    assertThat(LIBC.poll(fds.pointer(), fds.count(), 0)).isEqualTo(2);

    assertThat(fds.revents(0)).isEqualTo(Poll.POLLIN);
    assertThat(fds.revents(1)).isZero(); // names none
    assertThat(fds.fd(1)).isEqualTo(-1);
    assertThat(fds.revents(2)).isEqualTo(Poll.POLLOUT);
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> fds.revents(3));
  }

  @Test
  void epollEvents_afterWait_bringBackTheirData() {
    int epfd = LIBC.epoll_create1(Epoll.EPOLL_CLOEXEC);
    long data = 0x1234_5678_9ABC_DEF0L;
    EpollEvents in = EpollEvents.of(Epoll.EPOLLIN, data);
    EpollEvents out = EpollEvents.of(Epoll.EPOLLOUT, -1);
    assertThat(LIBC.epoll_ctl(epfd, Epoll.EPOLL_CTL_ADD, ends[0], in.pointer())).isZero();
    assertThat(LIBC.epoll_ctl(epfd, Epoll.EPOLL_CTL_ADD, ends[1], out.pointer())).isZero();
    fill();
    EpollEvents events = EpollEvents.allocate(4);

    int ready = LIBC.epoll_wait(epfd, events.pointer(), events.count(), 0);
    LIBC.close(epfd);

    assertThat(ready).isEqualTo(2);
    int first = events.data(0) == data ? 0 : 1;
    assertThat(events.data(first)).isEqualTo(data);
    assertThat(events.events(first)).isEqualTo(Epoll.EPOLLIN);
    assertThat(events.data(1 - first)).isEqualTo(-1);
    assertThat(events.events(1 - first)).isEqualTo(Epoll.EPOLLOUT);
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> events.data(4));
  }

  @Test
  void fdSet_afterSelect_holdsWhatIsReady() {
    FdSet wanted = FdSet.of(ends);
    FdSet read = FdSet.of();
    read.assign(wanted);
    fill();
    int nfds = Math.max(ends[0], ends[1]) + 1;

    int ready =
        LIBC.select(nfds, read.pointer(), null, null, Timeval.allocate(java.time.Duration.ZERO));

    assertThat(ready).isEqualTo(1);
    assertThat(read.isSet(ends[0])).isTrue();
    assertThat(read.isSet(ends[1])).isFalse();
    assertThat(wanted.isSet(ends[1])).isTrue();
    wanted.clear(ends[1]);
    assertThat(wanted.isSet(ends[1])).isFalse();
    wanted.zero();
    assertThat(wanted.isSet(ends[0])).isFalse();
  }

  @Test
  void fdSet_descriptorWithoutAPlace_isRefused() {
    FdSet last = FdSet.of(1023);
    assertThat(last.isSet(1023)).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> last.set(1024))
        .withMessageContaining("descriptor 1024 has no place in an fd_set, which holds 0 to 1023");
    assertThatIllegalArgumentException().isThrownBy(() -> last.isSet(-1));
  }

  @Test
  void open_twoAndThreeArguments_openAndMakeAFile(@TempDir Path folder) {
    String path = folder.resolve("made").toString();

    int missing = LIBC.open(path, Files.O_RDONLY);
    PosixError why = PosixError.last();
    assertThat(missing).isEqualTo(-1);
    assertThat(why).isEqualTo(new PosixError(Errno.ENOENT));
    int made = LIBC.open(path, Files.O_WRONLY | Files.O_CREAT | Files.O_CLOEXEC, 0b110_000_000);
    int again = LIBC.open(path, Files.O_RDONLY);

    assertThat(made).isPositive();
    assertThat(again).isPositive();
    assertThat(folder.resolve("made")).isRegularFile();
    LIBC.close(made);
    LIBC.close(again);
  }

  @Test
  void getsockopt_ints_areReadBack() {
    int fd = LIBC.socket(Sockets.AF_INET, Sockets.SOCK_STREAM, 0);
    int[] linger = {1, 5};
    int[] read = new int[2];
    int[] length = {8};

    int set = LIBC.setsockopt(fd, Sockets.SOL_SOCKET, Sockets.SO_LINGER, linger, 8);
    int got = LIBC.getsockopt(fd, Sockets.SOL_SOCKET, Sockets.SO_LINGER, read, length);
    LIBC.close(fd);

    assertThat(set).isZero();
    assertThat(got).isZero();
    assertThat(read).isEqualTo(linger);
    assertThat(length).containsExactly(8);
  }

  @Test
  void sizes_belowZero_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pollfds.allocate(-1))
        .withMessage("-1 entries: ask for 0 or more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NativeMemory.zeroed(-1))
        .withMessage("memory of -1 bytes: ask for 0 or more");
  }
}
