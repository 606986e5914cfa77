package dev.holdline.selector;

import dev.holdline.posix.kernel.SyscallException;
import dev.holdline.posix.kernel.Syscalls;

/** Which {@link Poller} a selector uses. */
public enum PollerChoice {
  /** epoll, or poll(2) where the kernel refuses an epoll instance. */
  AUTO {
    @Override
    Poller open(Syscalls syscalls) {
      try {
        return new EpollPoller(syscalls);
      } catch (SyscallException refused) {
        return new PollPoller(syscalls);
      }
    }
  },
  /** epoll(7) only. */
  EPOLL {
    @Override
    Poller open(Syscalls syscalls) {
      return new EpollPoller(syscalls);
    }
  },
  /** poll(2) only. */
  POLL {
    @Override
    Poller open(Syscalls syscalls) {
      return new PollPoller(syscalls);
    }
  };

  abstract Poller open(Syscalls syscalls);
}
