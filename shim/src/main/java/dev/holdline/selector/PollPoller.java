package dev.holdline.selector;

import dev.holdline.posix.Errno;
import dev.holdline.posix.Layout;
import dev.holdline.posix.NativeBlock;
import dev.holdline.posix.Poll;
import dev.holdline.posix.Syscalls;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * poll(2), for systems where epoll is forbidden or broken. Each round costs time in proportion to
 * the armed descriptors; a change of the set ends the round that is under way.
 */
final class PollPoller implements Poller {
  private static final int SMALLEST = 16;

  /** One known descriptor; {@code events} is 0 while it is not armed. */
  private record Entry(int fd, int events, long tag) {}

  private final Syscalls syscalls;
  private final WakeEvent wake;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Integer, Entry> entries = new LinkedHashMap<>(); // guarded by lock

  // The round under way, of the polling thread alone.
  private NativeBlock pollfds = allocate(SMALLEST);
  private @Nullable Entry[] polled = new Entry[SMALLEST];

  PollPoller(Syscalls syscalls) {
    this.syscalls = syscalls;
    this.wake = new WakeEvent(syscalls);
  }

  @Override
  public int add(int fd, int events, long tag) {
    return change(fd, new Entry(fd, events, tag), Errno.EEXIST, false);
  }

  @Override
  public int modify(int fd, int events, long tag) {
    return change(fd, new Entry(fd, events, tag), Errno.ENOENT, true);
  }

  private int change(int fd, Entry entry, int errno, boolean known) {
    lock.lock();
    try {
      if (entries.containsKey(fd) != known) {
        return -errno;
      }
      entries.put(fd, entry);
    } finally {
      lock.unlock();
    }
    wakeup();
    return 0;
  }

  @Override
  public boolean verifiesFile() {
    return false;
  }

  @Override
  public int remove(int fd) {
    lock.lock();
    try {
      return entries.remove(fd) == null ? -Errno.ENOENT : 0;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int poll(int timeoutMillis, Sink sink) {
    int count = fill();
    int ready = syscalls.poll(pollfds, count, TimeUnit.MILLISECONDS.toNanos(timeoutMillis));
    for (int i = 0; ready > 0 && i < count; i++) {
      int revents = pollfds.revents(i);
      Entry entry = polled[i];
      if (revents == 0) {
        continue;
      }
      if (entry == null) {
        wake.drain();
      } else if (disarm(entry)) {
        sink.event(entry.tag(), revents);
      }
    }
    return ready;
  }

  /** Copies the armed descriptors, the wake event first, and returns how many there are. */
  private int fill() {
    lock.lock();
    try {
      if (entries.size() + 1 > polled.length) {
        int capacity = Math.max(entries.size() + 1, polled.length * 2);
        pollfds = allocate(capacity);
        polled = new Entry[capacity];
      }
      put(0, wake.fd(), Poll.POLLIN, null);
      int count = 1;
      for (Entry entry : entries.values()) {
        if (entry.events() != 0) {
          put(count++, entry.fd(), entry.events(), entry);
        }
      }
      return count;
    } finally {
      lock.unlock();
    }
  }

  private void put(int index, int fd, int events, @Nullable Entry entry) {
    pollfds.putPollfd(index, fd, events);
    polled[index] = entry;
  }

  /** Returns false when the entry changed since it was copied: its event may be an old one. */
  private boolean disarm(Entry entry) {
    lock.lock();
    try {
      return entries.replace(entry.fd(), entry, new Entry(entry.fd(), 0, entry.tag()));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void wakeup() {
    wake.signal();
  }

  @Override
  public void close() {
    wake.close();
  }

  private static NativeBlock allocate(int count) {
    return NativeBlock.allocate(count * Layout.POLLFD_SIZE);
  }
}
