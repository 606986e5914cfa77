package dev.holdline.wait;

import dev.holdline.posix.Errno;
import dev.holdline.posix.kernel.JnrSyscalls;
import dev.holdline.posix.kernel.Syscalls;
import dev.holdline.selector.BackgroundSelector;
import dev.holdline.selector.Briefly;
import dev.holdline.selector.FdTable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is held in this process, by descriptor number. There is one for every wrapped interface, so
 * that a close through one wakes a waiter of another. Thread-safe.
 */
public final class Descriptors {
  private static final class Shared {
    static final Descriptors INSTANCE = new Descriptors(JnrSyscalls.instance());
  }

  private final Syscalls syscalls;
  private final FdTable<Descriptor> table = new FdTable<>();
  private final AtomicInteger generations = new AtomicInteger();
  private final Consumer<Descriptor> onRecycled = this::renew; // one for all

  /** Creates a registry of its own, for tests with system calls of their own. */
  public Descriptors(Syscalls syscalls) {
    this.syscalls = syscalls;
  }

  /** Returns the registry of this process. */
  public static Descriptors shared() {
    return Shared.INSTANCE;
  }

  Syscalls syscalls() {
    return syscalls;
  }

  /** Returns what is held under a number, null for nothing. */
  @Nullable Descriptor find(int fd) {
    return table.get(fd);
  }

  /**
   * Returns the descriptor of a number and holds it if it was not held.
   *
   * @param selector who looks after it if it is new
   * @return null when the number is not open
   */
  public @Nullable Descriptor acquire(int fd, BackgroundSelector selector) {
    return acquire(fd, selector, true);
  }

  private @Nullable Descriptor acquire(int fd, BackgroundSelector selector, boolean watch) {
    while (true) {
      Descriptor present = table.get(fd);
      if (present != null && !present.canWait() && !present.audit()) {
        renew(present); // the selector does not look after files: nobody noticed
        continue;
      }
      Descriptor left = present != null && leaves(present, selector) ? present : null;
      if (present != null && left == null && isUnder(present)) {
        return present;
      }
      try {
        Identity identity = Identity.of(syscalls, fd);
        if (identity == null) {
          return null;
        }
        Descriptor fresh = publish(fd, present, identity, selector, watch);
        if (fresh != null) {
          return fresh;
        }
      } finally {
        if (left != null) {
          left.unregister(); // only now: what is known of the file is the next one's, too
        }
      }
    }
  }

  /** Takes a descriptor out of use whose selector is lost, for another selector to look after. */
  private static boolean leaves(Descriptor present, BackgroundSelector selector) {
    return present.watch().isStranded(selector) && present.watch().retire();
  }

  private @Nullable Descriptor publish(
      int fd,
      @Nullable Descriptor present,
      Identity identity,
      BackgroundSelector selector,
      boolean watch) {
    if (watch) {
      selector.start();
    }
    Descriptor fresh =
        new Descriptor(syscalls, fd, generations.incrementAndGet(), identity, selector, onRecycled);
    if (fresh.watch().publish(() -> table.replace(fd, present, fresh), watch)) {
      return fresh;
    }
    OpenFile.release(identity);
    return null;
  }

  /**
   * Whether a descriptor still stands under its number. In the kernel's hands the number may have a
   * new owner already; before that it is just closing.
   */
  private boolean isUnder(Descriptor present) {
    Passage passage = present.passage();
    return !passage.isRetired() && (!passage.isReleasing() || isSameFile(present));
  }

  private boolean isSameFile(Descriptor present) {
    if (present.isVerifiable()) {
      return present.identity().isAt(syscalls, present.fd());
    }
    return !Briefly.until(() -> table.get(present.fd()) != present); // it cannot be told
  }

  /** Drops a descriptor whose number stands for another file now, and sends its waiters home. */
  void renew(Descriptor recycled) {
    if (recycled.passage().beginRenewal()) {
      drop(recycled);
    }
    recycled.watch().signalAll(Waiter.CLOSED);
  }

  /** Renews a descriptor whose number was closed, or stands for another file now. */
  void renewUnlessCurrent(Descriptor descriptor) {
    if (!descriptor.isClosing() && !descriptor.identity().isAt(syscalls, descriptor.fd())) {
      renew(descriptor);
    }
  }

  /**
   * Counts a hold out; after the last the next gated call holds the descriptor again. Unless the
   * file has a timeout of which the kernel would not tell, or an error that was left for the next
   * call: that would be forgotten.
   */
  public void release(Descriptor descriptor) {
    boolean last = descriptor.unhold();
    OpenFile file = descriptor.file();
    boolean knowsMore = file.isImmediate() || file.hasLeftError();
    if (last && !knowsMore && descriptor.watch().retire()) {
      drop(descriptor);
    }
  }

  /** In this order: who finds no descriptor under the number is the next to register it. */
  private void drop(Descriptor descriptor) {
    descriptor.unregister();
    table.replace(descriptor.fd(), descriptor, null);
  }

  /**
   * Runs a call that closes {@code fd}: wakes the waiters first and waits for them, and for calls
   * inside the original function, no longer than a slice. See close(2), dup2(2).
   *
   * @param selector who looks after the descriptor if it was not held
   * @return what the call returned, or -1 with EBADF when another thread is closing it
   */
  long close(int fd, BackgroundSelector selector, Waits waits, Original close) {
    Descriptor descriptor = acquire(fd, selector, false); // keeps out a first call that crosses
    while (descriptor != null && !descriptor.passage().beginClose()) {
      if (!descriptor.passage().isRetired()) {
        return Gate.failed(Errno.EBADF);
      }
      descriptor = acquire(fd, selector, false);
    }
    if (descriptor == null) {
      return close.call(0);
    }
    return end(List.of(descriptor), waits, close);
  }

  /** Closes a descriptor itself: never whoever has its number by then. */
  void close(Descriptor descriptor, Waits waits) {
    if (descriptor.passage().beginClose()) {
      end(List.of(descriptor), waits, new CloseUnlessRecycled(syscalls, descriptor));
    }
  }

  private record CloseUnlessRecycled(Syscalls syscalls, Descriptor descriptor) implements Original {
    @Override
    public long call(int extraFlags) {
      return descriptor.isCurrent() ? syscalls.close(descriptor.fd()) : 0;
    }

    @Override
    public int errno() {
      return Errno.EBADF;
    }
  }

  /** Runs close_range(2), which closes all held descriptors from first to last, as one close. */
  long closeRange(int first, int last, Waits waits, Original close) {
    List<Descriptor> closing = new ArrayList<>();
    table.forEach(
        descriptor -> {
          if (isInRange(descriptor, first, last)
              && isUnder(descriptor)
              && descriptor.passage().beginClose()) {
            closing.add(descriptor);
          }
        });
    long returned = end(closing, waits, close);
    table.forEach( // first calls that crossed it
        late -> {
          if (isInRange(late, first, last)) {
            renewUnlessCurrent(late);
          }
        });
    return returned < 0 ? Gate.failed(close.errno()) : returned;
  }

  private static boolean isInRange(Descriptor descriptor, int first, int last) {
    return Integer.compareUnsigned(descriptor.fd(), first) >= 0
        && Integer.compareUnsigned(descriptor.fd(), last) <= 0;
  }

  private long end(List<Descriptor> closing, Waits waits, Original close) {
    evict(closing, waits);
    return release(closing, close);
  }

  private static void evict(List<Descriptor> closing, Waits waits) {
    if (!waits.settings().wakeOnClose()) {
      return;
    }
    closing.forEach(descriptor -> descriptor.watch().signalAll(Waiter.CLOSED));
    long deadline = waits.now() + waits.settings().sliceNanos();
    for (Descriptor descriptor : closing) {
      descriptor.passage().awaitEmpty(descriptor.watch()::hasWaiters, deadline, waits::now);
    }
  }

  private long release(List<Descriptor> closing, Original close) {
    for (Descriptor descriptor : closing) {
      descriptor.unregister();
      descriptor.passage().beginRelease();
    }
    try {
      return close.call(0);
    } finally {
      closing.forEach(descriptor -> table.replace(descriptor.fd(), descriptor, null));
    }
  }
}
