package dev.holdline.selector;

import static dev.holdline.posix.abi.Layout.EPOLL_EVENT_DATA;
import static dev.holdline.posix.abi.Layout.EPOLL_EVENT_EVENTS;
import static dev.holdline.posix.abi.Layout.EPOLL_EVENT_SIZE;

import dev.holdline.posix.Epoll;
import dev.holdline.posix.Poll;
import dev.holdline.posix.kernel.NativeBlock;
import dev.holdline.posix.kernel.SyscallException;
import dev.holdline.posix.kernel.Syscalls;

/**
 * epoll(7), one-shot: an event disarms its descriptor, so a ghost (a registration that outlived its
 * number because the file was dup'ed) can report at most once.
 */
final class EpollPoller implements Poller {
  private static final int BATCH = 256;
  private static final long WAKE_TAG = -1; // fd -1: no descriptor has it

  private final Syscalls syscalls;
  private final int epfd;
  private final WakeEvent wake;

  /** Belongs to the polling thread: the kernel writes to it. */
  private final NativeBlock events;

  EpollPoller(Syscalls syscalls) {
    this.syscalls = syscalls;
    this.epfd = SyscallException.check("epoll_create1", syscalls.epollCreate());
    try {
      this.wake = new WakeEvent(syscalls);
    } catch (SyscallException noEventfd) {
      syscalls.close(epfd);
      throw noEventfd;
    }
    int added = syscalls.epollCtl(epfd, Epoll.EPOLL_CTL_ADD, wake.fd(), Poll.POLLIN, WAKE_TAG);
    if (added < 0) {
      close();
      throw new SyscallException("epoll_ctl", -added);
    }
    this.events = NativeBlock.allocate(BATCH * EPOLL_EVENT_SIZE);
  }

  @Override
  public int add(int fd, int events, long tag) {
    return syscalls.epollCtl(epfd, Epoll.EPOLL_CTL_ADD, fd, events | Epoll.EPOLLONESHOT, tag);
  }

  @Override
  public int modify(int fd, int events, long tag) {
    return syscalls.epollCtl(epfd, Epoll.EPOLL_CTL_MOD, fd, events | Epoll.EPOLLONESHOT, tag);
  }

  @Override
  public boolean verifiesFile() {
    return true; // the kernel looks registrations up by number and open file
  }

  @Override
  public int remove(int fd) {
    return syscalls.epollCtl(epfd, Epoll.EPOLL_CTL_DEL, fd, 0, 0);
  }

  @Override
  public int poll(int timeoutMillis, Sink sink) {
    int count = syscalls.epollWait(epfd, events, BATCH, timeoutMillis);
    for (int i = 0; i < count; i++) {
      int at = i * EPOLL_EVENT_SIZE;
      long tag = events.getLong(at + EPOLL_EVENT_DATA);
      if (tag == WAKE_TAG) {
        wake.drain();
      } else {
        sink.event(tag, events.getInt(at + EPOLL_EVENT_EVENTS));
      }
    }
    return count;
  }

  @Override
  public void wakeup() {
    wake.signal();
  }

  @Override
  public void close() {
    wake.close();
    syscalls.close(epfd);
  }
}
