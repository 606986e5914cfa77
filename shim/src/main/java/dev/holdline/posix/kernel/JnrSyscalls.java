package dev.holdline.posix.kernel;

import static dev.holdline.posix.abi.Layout.EPOLL_EVENT_DATA;
import static dev.holdline.posix.abi.Layout.EPOLL_EVENT_EVENTS;
import static dev.holdline.posix.abi.Layout.POLLFD_SIZE;
import static dev.holdline.posix.abi.Layout.STATX_DEV_MAJOR;
import static dev.holdline.posix.abi.Layout.STATX_DEV_MINOR;
import static dev.holdline.posix.abi.Layout.STATX_INO;
import static dev.holdline.posix.abi.Layout.STATX_MODE;
import static dev.holdline.posix.abi.Layout.TIMEVAL_SEC;
import static dev.holdline.posix.abi.Layout.TIMEVAL_SIZE;
import static dev.holdline.posix.abi.Layout.TIMEVAL_USEC;

import dev.holdline.posix.Epoll;
import dev.holdline.posix.Errno;
import dev.holdline.posix.Files;
import dev.holdline.posix.Sockets;
import dev.holdline.posix.abi.Layout;
import dev.holdline.posix.abi.Platform;
import dev.holdline.posix.binding.Binding;
import java.lang.ref.Reference;
import java.util.concurrent.TimeUnit;
import jnr.ffi.LibraryLoader;

/** The system calls of Holdline through JNR-FFI and the C library of the process. Thread-safe. */
public final class JnrSyscalls implements Syscalls {
  private static final int EPOLL_CLOEXEC = 0x80000; // <sys/epoll.h>
  private static final int EFD_CLOEXEC_NONBLOCK = 0x80800; // <sys/eventfd.h>
  private static final int CLOCK_BOOTTIME = 7; // <linux/time.h>
  private static final int AT_EMPTY_PATH = 0x1000; // <linux/fcntl.h>
  private static final int STATX_TYPE_MODE_INO = 0x1 | 0x2 | 0x100; // <linux/stat.h>
  private static final long FIONREAD = 0x541B; // <asm-generic/ioctls.h>
  private static final long SIOCATMARK = 0x8905; // <asm-generic/sockios.h>
  private static final int RWF_NOWAIT = 0x8; // <linux/fs.h>
  private static final long NANOS = 1_000_000_000L;
  private static final long NULL = 0;
  static final int SCRATCH = Layout.STATX_SIZE; // the largest struct that is written there
  private static final int OPTION_LENGTH = 32; // where in a scratch block optlen stands

  private static final class Holder {
    static final JnrSyscalls INSTANCE = new JnrSyscalls();
  }

  private final Binding libc;
  private final Spares<NativeBlock> scratch;
  private final NativeBlock emptyPath;
  private final Terminals terminals;

  private JnrSyscalls() {
    Platform.requireSupported();
    libc = LibraryLoader.create(Binding.class).load("c");
    scratch = new Spares<>(() -> NativeBlock.allocate(SCRATCH));
    emptyPath = NativeBlock.allocate(1);
    terminals = new Terminals(libc, scratch);
  }

  /**
   * Returns the system calls of this process.
   *
   * @throws UnsupportedOperationException on a platform that is not supported
   */
  public static Syscalls instance() {
    return Holder.INSTANCE;
  }

  @Override
  public int epollCreate() {
    return result(libc.epoll_create1(EPOLL_CLOEXEC));
  }

  @Override
  public int epollCtl(int epfd, int operation, int fd, int events, long tag) {
    NativeBlock event = scratch.borrow();
    event.putInt(EPOLL_EVENT_EVENTS, events);
    event.putLong(EPOLL_EVENT_DATA, tag);
    int result = result(libc.epoll_ctl(epfd, operation, fd, event.address()));
    scratch.giveBack(event);
    return result;
  }

  @Override
  public int epollWait(int epfd, NativeBlock events, int maxEvents, int timeoutMillis) {
    return result(libc.epoll_wait(epfd, events.address(), maxEvents, Math.max(0, timeoutMillis)));
  }

  @Override
  public int eventfd() {
    return result(libc.eventfd(0, EFD_CLOEXEC_NONBLOCK));
  }

  @Override
  public int eventfdSignal(int eventfd) {
    NativeBlock one = scratch.borrow();
    one.putLong(0, 1);
    int result = result((int) libc.write(eventfd, one.address(), Long.BYTES));
    scratch.giveBack(one);
    return Math.min(result, 0);
  }

  @Override
  public int eventfdDrain(int eventfd) {
    NativeBlock count = scratch.borrow();
    int result = result((int) libc.read(eventfd, count.address(), Long.BYTES));
    scratch.giveBack(count);
    return Math.min(result, 0);
  }

  @Override
  public int poll(PollSet set, int count, long timeoutNanos) {
    long millis = Math.min(TimeUnit.NANOSECONDS.toMillis(timeoutNanos), Integer.MAX_VALUE);
    if (millis > 0 && Platform.hasPoll()) { // what is left of a millisecond comes last
      return result(libc.poll(set.entriesAddress(), count, (int) millis));
    }
    set.putTimeout(Math.max(0, timeoutNanos));
    return result(libc.ppoll(set.entriesAddress(), count, set.timeoutAddress(), NULL));
  }

  @Override
  public int look(int fd, int events) {
    NativeBlock block = scratch.borrow();
    block.putPollfd(0, fd, events);
    block.putTimespec(POLLFD_SIZE, 0);
    int ready = result(libc.ppoll(block.address(), 1, block.address() + POLLFD_SIZE, NULL));
    int result = ready > 0 ? block.revents(0) : ready;
    scratch.giveBack(block);
    return result;
  }

  @Override
  public int statusFlags(int fd) {
    return result(libc.fcntl(fd, Files.F_GETFL, 0));
  }

  @Override
  public int setStatusFlags(int fd, int flags) {
    return result(libc.fcntl(fd, Files.F_SETFL, flags));
  }

  @Override
  public int socketOption(int fd, int option) {
    NativeBlock block = scratch.borrow();
    int result = option(fd, option, block, Integer.BYTES);
    int value = block.getInt(0);
    scratch.giveBack(block);
    return result < 0 ? result : value;
  }

  @Override
  public long socketTimeoutNanos(int fd, int option) {
    NativeBlock block = scratch.borrow();
    int result = option(fd, option, block, TIMEVAL_SIZE);
    long nanos = block.getLong(TIMEVAL_SEC) * NANOS + block.getLong(TIMEVAL_USEC) * 1000;
    scratch.giveBack(block);
    return result < 0 ? result : nanos;
  }

  @Override
  public long socketCookie(int fd) {
    NativeBlock block = scratch.borrow();
    int result = option(fd, Sockets.SO_COOKIE, block, Long.BYTES);
    long cookie = block.getLong(0);
    scratch.giveBack(block);
    return result < 0 ? result : cookie;
  }

  private int option(int fd, int option, NativeBlock block, int length) {
    block.putInt(OPTION_LENGTH, length);
    int level = Sockets.SOL_SOCKET;
    return result(
        libc.getsockopt(fd, level, option, block.address(), block.address() + OPTION_LENGTH));
  }

  @Override
  public int fileStatus(int fd, long[] status) {
    NativeBlock block = scratch.borrow();
    int result =
        result(
            libc.statx(
                fd, emptyPath.address(), AT_EMPTY_PATH, STATX_TYPE_MODE_INO, block.address()));
    status[0] = block.getShort(STATX_MODE) & 0xFFFF;
    status[1] = (long) block.getInt(STATX_DEV_MAJOR) << 32 | block.getInt(STATX_DEV_MINOR);
    status[2] = block.getLong(STATX_INO);
    scratch.giveBack(block);
    return result;
  }

  @Override
  public int isPollable(int fd) {
    int epoll = epollCreate();
    if (epoll < 0) {
      return epoll;
    }
    int added = epollCtl(epoll, Epoll.EPOLL_CTL_ADD, fd, 0, 0);
    close(epoll);
    return added == -Errno.EPERM ? 0 : added < 0 ? added : 1;
  }

  @Override
  public long fileSystem(int fd) {
    NativeBlock block = scratch.borrow();
    int result = result(libc.fstatfs(fd, block.address()));
    long type = block.getLong(Layout.STATFS_TYPE);
    scratch.giveBack(block);
    return result < 0 ? result : type;
  }

  @Override
  public int bytesAvailable(int fd) {
    NativeBlock block = scratch.borrow();
    int result = result(libc.ioctl(fd, FIONREAD, block.address()));
    int bytes = block.getInt(0);
    scratch.giveBack(block);
    return result < 0 ? result : bytes;
  }

  @Override
  public int terminalMode(int fd) {
    return terminals.mode(fd);
  }

  @Override
  public int isBackground(int fd) {
    return terminals.isBackground(fd);
  }

  @Override
  public int smallestRead(int fd) {
    return Proc.smallestRead(fd);
  }

  @Override
  public int fdTableSize() {
    return Proc.fdTableSize();
  }

  @Override
  public long readNow(int fd, boolean socket, long vector, int count) {
    long taken = socket ? receive(fd, vector, count) : -Errno.ENOTSOCK;
    if (taken == -Errno.ENOTSOCK) { // or the number stands for another file by now
      taken = readFile(fd, vector, count);
    }
    return taken == -Errno.ENOSYS ? -Errno.EOPNOTSUPP : taken;
  }

  private long readFile(int fd, long vector, int count) {
    // -1 reads where the file stands, as read(2)
    long taken = libc.preadv2(fd, vector, count, -1, RWF_NOWAIT);
    return taken < 0 ? -Errno.last() : taken;
  }

  private long receive(int fd, long vector, int count) {
    NativeBlock header = scratch.borrow();
    for (int at = 0; at < Layout.MSGHDR_SIZE; at += Long.BYTES) {
      header.putLong(at, 0); // no address, no control data
    }
    header.putLong(Layout.MSGHDR_IOV, vector);
    header.putLong(Layout.MSGHDR_IOVLEN, count);
    long taken = receive(fd, header, Sockets.MSG_DONTWAIT);
    scratch.giveBack(header);
    return taken;
  }

  @Override
  public long receive(int fd, NativeBlock header, int flags) {
    long taken = libc.recvmsg(fd, header.address(), flags);
    return taken < 0 ? -Errno.last() : taken;
  }

  @Override
  public long countBytes(int fd, long most) {
    // MSG_TRUNC makes TCP pass over the bytes instead of copying them, see tcp(7)
    int flags = Sockets.MSG_PEEK | Sockets.MSG_TRUNC | Sockets.MSG_DONTWAIT;
    long bytes = libc.recv(fd, NULL, most, flags);
    int errno = bytes < 0 ? Errno.last() : 0;
    return errno == Errno.EAGAIN ? 0 : bytes < 0 ? -errno : bytes;
  }

  @Override
  public int isAtMark(int fd) {
    NativeBlock block = scratch.borrow();
    int result = result(libc.ioctl(fd, SIOCATMARK, block.address()));
    int mark = block.getInt(0);
    scratch.giveBack(block);
    return result < 0 ? result : mark;
  }

  @Override
  public long readv(int fd, long vector, int count) {
    long taken = libc.readv(fd, vector, count);
    return taken < 0 ? -Errno.last() : taken;
  }

  @Override
  public long send(int fd, NativeBlock bytes, long length, int flags) {
    try {
      long sent = libc.send(fd, bytes.address(), length, flags);
      return sent < 0 ? -Errno.last() : sent;
    } finally {
      Reference.reachabilityFence(bytes); // the call knows only its address
    }
  }

  @Override
  public long write(int fd, NativeBlock bytes, long length) {
    try {
      long written = libc.write(fd, bytes.address(), length);
      return written < 0 ? -Errno.last() : written;
    } finally {
      Reference.reachabilityFence(bytes); // the call knows only its address
    }
  }

  @Override
  public long bootNanos() {
    NativeBlock time = scratch.borrow();
    SyscallException.check(
        "clock_gettime", result(libc.clock_gettime(CLOCK_BOOTTIME, time.address())));
    long nanos = TimeUnit.SECONDS.toNanos(time.getLong(0)) + time.getLong(Long.BYTES);
    scratch.giveBack(time);
    return nanos;
  }

  @Override
  public int close(int fd) {
    return result(libc.close(fd));
  }

  private static int result(int returned) {
    return returned < 0 ? -Errno.last() : returned;
  }
}
