package dev.holdline.selector;

import dev.holdline.posix.Errno;
import dev.holdline.posix.Poll;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The handlers of the descriptors that a selector watches, in step with its poller: to remove one
 * must not remove a later one under the same number. A handler is put into the table first, and
 * then into the poller that there is by then. So a thread that replaces the poller, or takes it
 * away, and then goes through the table, misses none. Thread-safe.
 */
final class HandlerTable {
  /** What a descriptor that nobody waits on is watched for. */
  static final int IDLE_EVENTS = Poll.POLLRDHUP;

  private static final int LOCKS = 16; // a power of two

  private final Supplier<@Nullable Poller> poller;
  private final FdTable<ReadinessHandler> table = new FdTable<>();

  /** A few, by number, because many descriptors come and go at once. */
  private final ReentrantLock[] locks =
      Stream.generate(ReentrantLock::new).limit(LOCKS).toArray(ReentrantLock[]::new);

  /**
   * Creates an empty one.
   *
   * @param poller where to look for the poller, null for none any more
   */
  HandlerTable(Supplier<@Nullable Poller> poller) {
    this.poller = poller;
  }

  /** Returns the handler of a number, null for none. */
  @Nullable ReadinessHandler get(int fd) {
    return table.get(fd);
  }

  void forEach(Consumer<? super ReadinessHandler> action) {
    table.forEach(action);
  }

  /**
   * Puts a descriptor into the table and the poller, in place of an earlier use of its number.
   *
   * @return 0 or {@code -errno}, see {@link BackgroundSelector#register}
   */
  int put(ReadinessHandler descriptor) {
    int fd = descriptor.fd();
    ReentrantLock lock = lock(fd);
    lock.lock();
    try {
      ReadinessHandler present = table.get(fd);
      if (present != null && present.generation() - descriptor.generation() > 0) {
        return -Errno.EBADF; // late, and taking the place over would leave the other deaf
      }
      table.replace(fd, present, descriptor);
      Poller known = poller.get();
      int result = known == null ? -Errno.EBADF : add(known, descriptor);
      if (result < 0) {
        table.replace(fd, descriptor, null);
      }
      return result;
    } finally {
      lock.unlock();
    }
  }

  /** Puts all of them into a poller that took over, and tells each handler so. */
  void putInto(Poller fresh) {
    table.forEach(
        descriptor -> {
          int fd = descriptor.fd();
          int result;
          ReentrantLock lock = lock(fd);
          lock.lock();
          try {
            if (table.get(fd) != descriptor) {
              return;
            }
            result = add(fresh, descriptor);
          } finally {
            lock.unlock();
          }
          descriptor.restarted(result); // outside: it has locks of its own, and may leave
        });
  }

  /** Takes a descriptor out of the table and the poller; harmless when it is not there. */
  void remove(ReadinessHandler descriptor) {
    int fd = descriptor.fd();
    ReentrantLock lock = lock(fd);
    lock.lock();
    try {
      Poller known = poller.get();
      if (table.replace(fd, descriptor, null) && known != null) {
        known.remove(fd);
      }
    } finally {
      lock.unlock();
    }
  }

  private ReentrantLock lock(int fd) {
    return locks[fd & (LOCKS - 1)];
  }

  /** Adds, or takes over a registration of the same open file under the same number. */
  private static int add(Poller poller, ReadinessHandler descriptor) {
    int fd = descriptor.fd();
    long tag = tag(descriptor);
    int result = poller.add(fd, IDLE_EVENTS, tag);
    return result == -Errno.EEXIST ? poller.modify(fd, IDLE_EVENTS, tag) : result;
  }

  /** Returns what a poller says of a descriptor: its number, and which use of that it is. */
  static long tag(ReadinessHandler descriptor) {
    return (long) descriptor.generation() << 32 | descriptor.fd();
  }

  /**
   * Returns the handler that a tag stands for; null when it stands for an earlier use of the
   * number, also one whose file is open still under another number.
   */
  @Nullable ReadinessHandler find(long tag) {
    ReadinessHandler descriptor = table.get((int) tag);
    return descriptor != null && descriptor.generation() == (int) (tag >>> 32) ? descriptor : null;
  }
}
