package dev.holdline.selector;

import dev.holdline.posix.Errno;
import dev.holdline.posix.Poll;
import dev.holdline.posix.kernel.PollSet;
import dev.holdline.posix.kernel.Syscalls;
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

  /** Odd while the polling thread is in the kernel; written by that thread alone. */
  private volatile long round;

  /**
   * Whether the round under way may keep a descriptor that was removed; it was woken, and will end.
   */
  private volatile boolean releasing;

  // The round under way, of the polling thread alone.
  private PollSet pollSet = PollSet.allocate(SMALLEST);
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

  /** Also ends the round under way if it watches the descriptor. */
  @Override
  public int remove(int fd) {
    Entry removed;
    boolean polling;
    lock.lock();
    try {
      removed = entries.remove(fd);
      polling = isPolling(round);
    } finally {
      lock.unlock();
    }
    if (removed == null) {
      return -Errno.ENOENT;
    }
    if (removed.events() != 0 && polling) {
      releasing = true;
      wakeup();
    }
    return 0;
  }

  @Override
  public void awaitReleased() {
    long seen = round;
    if (releasing && isPolling(seen)) {
      Briefly.until(() -> round != seen);
    }
  }

  private static boolean isPolling(long round) {
    return round % 2 != 0;
  }

  @Override
  public int poll(int timeoutMillis, Sink sink) {
    int count = fill();
    int ready = syscalls.poll(pollSet, count, TimeUnit.MILLISECONDS.toNanos(timeoutMillis));
    passRound();
    for (int i = 0; ready > 0 && i < count; i++) {
      int revents = pollSet.revents(i);
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
        pollSet = PollSet.allocate(capacity);
        polled = new Entry[capacity];
      }
      put(0, wake.fd(), Poll.POLLIN, null);
      int count = 1;
      for (Entry entry : entries.values()) {
        if (entry.events() != 0) {
          put(count++, entry.fd(), entry.events(), entry);
        }
      }
      releasing = false;
      passRound();
      return count;
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // by the polling thread alone
  private void passRound() {
    round++;
  }

  private void put(int index, int fd, int events, @Nullable Entry entry) {
    pollSet.put(index, fd, events);
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
}
