package dev.holdline.posix.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.Pair;
import dev.holdline.fixture.Plain;
import dev.holdline.fixture.Pty;
import dev.holdline.posix.Epoll;
import dev.holdline.posix.Errno;
import dev.holdline.posix.Files;
import dev.holdline.posix.Poll;
import dev.holdline.posix.Sockets;
import dev.holdline.posix.abi.Layout;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each call against real descriptors; every failure comes back as -errno. */
final class JnrSyscallsTest {
  private static final int FD_CLOEXEC = 1;
  private static final int NOT_OPEN = 1_000_000;
  private static final int S_IFMT = 0xF000;
  private static final int S_IFREG = 0x8000;
  private static final int S_IFIFO = 0x1000;

  private final Syscalls syscalls = JnrSyscalls.instance();
  private Pair pair = new Pair();

  @BeforeEach
  void open() {
    pair.close();
    pair = new Pair();
  }

  @AfterEach
  void close() {
    pair.close();
  }

  private static boolean isCloseOnExec(int fd) {
    return (Plain.LIBC.fcntl(fd, Files.F_GETFD, 0) & FD_CLOEXEC) != 0;
  }

  @Test
  void epoll_ofReadyDescriptor_reportsEventsAndTag() {
    int epfd = syscalls.epollCreate();
    NativeBlock events = NativeBlock.allocate(4 * Layout.EPOLL_EVENT_SIZE);
    long tag = 0x1234_5678_9ABC_DEF0L;

    assertThat(isCloseOnExec(epfd)).isTrue();
    assertThat(syscalls.epollCtl(epfd, Epoll.EPOLL_CTL_ADD, pair.ours(), Poll.POLLIN, tag))
        .isZero();
    assertThat(syscalls.epollWait(epfd, events, 4, 0)).isZero();
    Plain.send(pair.peer(), 'x');
    assertThat(syscalls.epollWait(epfd, events, 4, 1000)).isEqualTo(1);
    assertThat(events.getInt(Layout.EPOLL_EVENT_EVENTS)).isEqualTo(Poll.POLLIN);
    assertThat(events.getLong(Layout.EPOLL_EVENT_DATA)).isEqualTo(tag);
    assertThat(syscalls.close(epfd)).isZero();
  }

  @Test
  void epollWait_negativeTimeout_doesNotWaitForEver() {
    int epfd = syscalls.epollCreate();
    assertThat(syscalls.epollWait(epfd, NativeBlock.allocate(Layout.EPOLL_EVENT_SIZE), 1, -1))
        .isZero();
    syscalls.close(epfd);
  }

  @Test
  void epollCtl_failures_areNegativeErrno(@TempDir Path directory) throws IOException {
    int epfd = syscalls.epollCreate();
    Path file = java.nio.file.Files.createFile(directory.resolve("regular"));
    int regular = Plain.open(file);

    assertThat(syscalls.epollCtl(epfd, Epoll.EPOLL_CTL_MOD, pair.ours(), Poll.POLLIN, 0))
        .isEqualTo(-Errno.ENOENT);
    assertThat(syscalls.epollCtl(epfd, Epoll.EPOLL_CTL_ADD, pair.ours(), Poll.POLLIN, 0)).isZero();
    assertThat(syscalls.epollCtl(epfd, Epoll.EPOLL_CTL_ADD, pair.ours(), Poll.POLLIN, 0))
        .isEqualTo(-Errno.EEXIST);
    assertThat(syscalls.epollCtl(epfd, Epoll.EPOLL_CTL_ADD, NOT_OPEN, Poll.POLLIN, 0))
        .isEqualTo(-Errno.EBADF);
    assertThat(syscalls.epollCtl(epfd, Epoll.EPOLL_CTL_ADD, regular, Poll.POLLIN, 0))
        .isEqualTo(-Errno.EPERM);
    assertThat(syscalls.epollWait(pair.ours(), NativeBlock.allocate(Layout.EPOLL_EVENT_SIZE), 1, 0))
        .isEqualTo(-Errno.EINVAL);
    syscalls.close(regular);
    syscalls.close(epfd);
  }

  @Test
  void eventfd_signalledAndDrained_isReadableInBetween() {
    int eventfd = syscalls.eventfd();

    assertThat(isCloseOnExec(eventfd)).isTrue();
    assertThat(syscalls.statusFlags(eventfd) & Files.O_NONBLOCK).isNotZero();
    assertThat(syscalls.look(eventfd, Poll.POLLIN)).isZero();
    assertThat(syscalls.eventfdSignal(eventfd)).isZero();
    assertThat(syscalls.eventfdSignal(eventfd)).isZero();
    assertThat(syscalls.look(eventfd, Poll.POLLIN)).isEqualTo(Poll.POLLIN);
    assertThat(syscalls.eventfdDrain(eventfd)).isZero();
    assertThat(syscalls.look(eventfd, Poll.POLLIN)).isZero();
    assertThat(syscalls.eventfdDrain(eventfd)).isEqualTo(-Errno.EAGAIN);
    syscalls.close(eventfd);
    assertThat(syscalls.eventfdSignal(eventfd)).isEqualTo(-Errno.EBADF);
    assertThat(syscalls.eventfdDrain(eventfd)).isEqualTo(-Errno.EBADF);
  }

  @Test
  void poll_silentDescriptor_lastsAsLongAsTheTimeout() {
    PollSet set = PollSet.allocate(1);
    set.put(0, pair.ours(), Poll.POLLIN);
    long timeout = TimeUnit.MILLISECONDS.toNanos(30);

    long begin = System.nanoTime();
    assertThat(syscalls.poll(set, 1, timeout)).isZero();
    assertThat(System.nanoTime() - begin).isBetween(timeout, TimeUnit.SECONDS.toNanos(5));
    assertThat(syscalls.poll(set, 1, -1)).isZero();
    Plain.send(pair.peer(), 'x');
    assertThat(syscalls.poll(set, 1, Long.MAX_VALUE)).isEqualTo(1);
    assertThat(set.revents(0)).isEqualTo(Poll.POLLIN);
    assertThat(syscalls.poll(set, Integer.MAX_VALUE, 0)).isEqualTo(-Errno.EINVAL);
  }

  @Test
  void look_eachState_isItsBits() {
    assertThat(syscalls.look(pair.ours(), Poll.POLLIN | Poll.POLLOUT)).isEqualTo(Poll.POLLOUT);
    pair.closePeer();
    assertThat(syscalls.look(pair.ours(), Poll.POLLIN | Poll.POLLRDHUP))
        .isEqualTo(Poll.POLLIN | Poll.POLLRDHUP | Poll.POLLHUP);
    assertThat(syscalls.look(NOT_OPEN, Poll.POLLIN)).isEqualTo(Poll.POLLNVAL);
  }

  @Test
  void statusFlags_setAndRead_areOfTheOpenFile() {
    int flags = syscalls.statusFlags(pair.ours());

    assertThat(flags & Files.O_NONBLOCK).isZero();
    assertThat(syscalls.setStatusFlags(pair.ours(), flags | Files.O_NONBLOCK)).isZero();
    assertThat(Plain.LIBC.fcntl(pair.ours(), Files.F_GETFL, 0) & Files.O_NONBLOCK).isNotZero();
    assertThat(syscalls.statusFlags(NOT_OPEN)).isEqualTo(-Errno.EBADF);
    assertThat(syscalls.setStatusFlags(NOT_OPEN, 0)).isEqualTo(-Errno.EBADF);
  }

  @Test
  void socketOption_ofSocketAndOthers_isItsValueOrErrno() {
    int eventfd = syscalls.eventfd();

    assertThat(syscalls.socketOption(pair.ours(), Sockets.SO_TYPE)).isEqualTo(Sockets.SOCK_STREAM);
    assertThat(syscalls.socketOption(pair.ours(), Sockets.SO_DOMAIN)).isEqualTo(Sockets.AF_UNIX);
    assertThat(syscalls.socketOption(pair.ours(), Sockets.SO_ACCEPTCONN)).isZero();
    assertThat(syscalls.socketOption(eventfd, Sockets.SO_TYPE)).isEqualTo(-Errno.ENOTSOCK);
    assertThat(syscalls.socketOption(NOT_OPEN, Sockets.SO_TYPE)).isEqualTo(-Errno.EBADF);
    syscalls.close(eventfd);
  }

  @Test
  void socketTimeout_setByTheCaller_isReadInNanoseconds() {
    assertThat(syscalls.socketTimeoutNanos(pair.ours(), Sockets.SO_RCVTIMEO)).isZero();
    pair.receiveTimeout(Duration.ofMillis(2500));
    assertThat(syscalls.socketTimeoutNanos(pair.ours(), Sockets.SO_RCVTIMEO))
        .isBetween(2_500_000_000L, 2_520_000_000L); // in ticks of the kernel, rounded up
    assertThat(syscalls.socketTimeoutNanos(pair.ours(), Sockets.SO_SNDTIMEO)).isZero();
    assertThat(syscalls.socketTimeoutNanos(NOT_OPEN, Sockets.SO_RCVTIMEO)).isEqualTo(-Errno.EBADF);
  }

  @Test
  void socketCookie_ofDupAndOfAnother_isOneASocket() {
    int dup = Plain.LIBC.dup(pair.ours());
    int eventfd = syscalls.eventfd();

    assertThat(syscalls.socketCookie(pair.ours())).isPositive();
    assertThat(syscalls.socketCookie(dup)).isEqualTo(syscalls.socketCookie(pair.ours()));
    assertThat(syscalls.socketCookie(pair.peer())).isNotEqualTo(syscalls.socketCookie(dup));
    assertThat(syscalls.socketCookie(eventfd)).isEqualTo(-Errno.ENOTSOCK);
    assertThat(syscalls.socketCookie(NOT_OPEN)).isEqualTo(-Errno.EBADF);
    syscalls.close(dup);
    syscalls.close(eventfd);
  }

  @Test
  void fileStatus_ofFilesAndPipe_isModeDeviceAndInode(@TempDir Path directory) throws IOException {
    Path file = java.nio.file.Files.createFile(directory.resolve("regular"));
    int regular = Plain.open(file);
    int[] pipe = new int[2];
    Plain.LIBC.pipe(pipe);
    long[] ofFile = new long[3];
    long[] ofPipe = new long[3];

    assertThat(syscalls.fileStatus(regular, ofFile)).isZero();
    assertThat(syscalls.fileStatus(pipe[0], ofPipe)).isZero();
    assertThat(ofFile[0] & S_IFMT).isEqualTo(S_IFREG);
    assertThat(ofPipe[0] & S_IFMT).isEqualTo(S_IFIFO);
    assertThat(ofFile[2]).isEqualTo((Long) java.nio.file.Files.getAttribute(file, "unix:ino"));
    assertThat(ofFile[1]).isNotEqualTo(ofPipe[1]);
    assertThat(syscalls.fileStatus(NOT_OPEN, new long[3])).isEqualTo(-Errno.EBADF);
    IntStream.of(regular, pipe[0], pipe[1]).forEach(syscalls::close);
  }

  @Test
  void bytesAvailable_afterSend_isTheirNumber() {
    assertThat(syscalls.bytesAvailable(pair.ours())).isZero();
    Plain.LIBC.send(pair.peer(), new byte[5], 5, 0);
    assertThat(syscalls.bytesAvailable(pair.ours())).isEqualTo(5);
    assertThat(syscalls.bytesAvailable(NOT_OPEN)).isEqualTo(-Errno.EBADF);
  }

  @Test
  void terminalMode_ofSocketOrNothing_isNegativeErrno() {
    assertThat(syscalls.terminalMode(pair.ours())).isNegative();
    assertThat(syscalls.terminalMode(NOT_OPEN)).isEqualTo(-Errno.EBADF);
  }

  @Test
  void smallestRead_ofAnonymousFiles_isTheirs() {
    int epoll = syscalls.epollCreate();
    int event = syscalls.eventfd();
    assertThat(syscalls.smallestRead(epoll)).isEqualTo(Integer.MAX_VALUE);
    assertThat(syscalls.smallestRead(event)).isEqualTo(8);
    assertThat(syscalls.smallestRead(pair.ours())).isZero();
    assertThat(syscalls.smallestRead(NOT_OPEN)).isZero();
    syscalls.close(epoll);
    syscalls.close(event);
  }

  @Test
  void terminalMode_ofPseudoTerminal_isItsVminAndVtime() {
    Pty terminal = Pty.open();
    int fd = terminal.slave();

    assertThat(syscalls.terminalMode(fd)).isEqualTo(TerminalMode.AS_POLLED); // canonical: by lines
    terminal.raw(0, 0);
    assertThat(syscalls.terminalMode(fd)).isEqualTo(TerminalMode.of(0, 0));
    terminal.raw(255, 3);
    assertThat(syscalls.terminalMode(fd)).isEqualTo(TerminalMode.of(255, 3));
    assertThat(syscalls.terminalMode(terminal.master())).isEqualTo(TerminalMode.AS_POLLED);
    terminal.close();
  }

  @Test
  void isBackground_ofWhatIsNotTheControllingTerminal_isFalse() {
    Pty terminal = Pty.open();

    assertThat(syscalls.isBackground(terminal.slave())).isZero();
    assertThat(syscalls.isBackground(terminal.master())).isZero();
    assertThat(syscalls.isBackground(pair.ours())).isZero();
    terminal.close();
  }

  @Test
  void sendAndWrite_toPeerAndToNobody_areBytesOrErrno() {
    NativeBlock bytes = NativeBlock.allocate(3);

    assertThat(syscalls.send(pair.ours(), bytes, 3, 0)).isEqualTo(3);
    assertThat(syscalls.write(pair.ours(), bytes, 2)).isEqualTo(2);
    assertThat(syscalls.bytesAvailable(pair.peer())).isEqualTo(5);
    int eventfd = syscalls.eventfd();
    assertThat(syscalls.send(eventfd, bytes, 1, 0)).isEqualTo(-Errno.ENOTSOCK);
    assertThat(syscalls.write(NOT_OPEN, bytes, 1)).isEqualTo(-Errno.EBADF);
    syscalls.close(eventfd);
  }

  @Test
  void close_twice_isEbadfTheSecondTime() {
    int eventfd = syscalls.eventfd();
    assertThat(syscalls.close(eventfd)).isZero();
    assertThat(syscalls.close(eventfd)).isEqualTo(-Errno.EBADF);
  }

  @Test
  void calls_ofManyThreads_doNotMixUpTheirScratchMemory() throws Exception {
    int threads = 8;
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    Set<java.util.concurrent.Future<Boolean>> results = new HashSet<>();
    long ours = syscalls.socketCookie(pair.ours());
    long peer = syscalls.socketCookie(pair.peer());
    for (int i = 0; i < threads; i++) {
      boolean even = i % 2 == 0;
      results.add(
          executor.submit(
              () ->
                  IntStream.range(0, 2_000)
                      .allMatch(
                          round ->
                              syscalls.socketCookie(even ? pair.ours() : pair.peer())
                                  == (even ? ours : peer))));
    }
    for (var result : results) {
      assertThat(result.get(30, TimeUnit.SECONDS)).isTrue();
    }
    executor.shutdown();
  }

  @Test
  void scratch_ofOneCall_holdsTheLargestStruct() {
    assertThat(JnrSyscalls.SCRATCH)
        .isGreaterThanOrEqualTo(Layout.STATX_SIZE)
        .isGreaterThanOrEqualTo(Layout.TERMIOS_SIZE)
        .isGreaterThanOrEqualTo(Layout.POLLFD_SIZE + Layout.TIMESPEC_SIZE)
        .isGreaterThanOrEqualTo(Layout.EPOLL_EVENT_SIZE);
  }
}
