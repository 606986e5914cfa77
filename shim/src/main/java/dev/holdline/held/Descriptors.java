package dev.holdline.held;

import dev.holdline.posix.kernel.JnrSyscalls;
import dev.holdline.posix.kernel.Syscalls;
import dev.holdline.selector.BackgroundSelector;
import dev.holdline.selector.Briefly;
import dev.holdline.selector.Clock;
import dev.holdline.selector.FdTable;
import dev.holdline.selector.SystemClock;
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
    static final Descriptors INSTANCE =
        new Descriptors(JnrSyscalls.instance(), new SystemClock(JnrSyscalls.instance()));
  }

  private final Syscalls syscalls;
  private final Clock clock;
  private final FdTable<Incarnation> table = new FdTable<>();
  private final AtomicInteger generations = new AtomicInteger();
  private volatile boolean allBySelector;
  private final Consumer<Incarnation> onRecycled = this::recycle; // one for all

  /** Creates a registry of its own, for tests with system calls of their own. */
  public Descriptors(Syscalls syscalls, Clock clock) {
    this.syscalls = syscalls;
    this.clock = clock;
  }

  /** Returns the registry of this process. */
  public static Descriptors shared() {
    return Shared.INSTANCE;
  }

  /** Returns the system calls that it uses. */
  public Syscalls syscalls() {
    return syscalls;
  }

  /** Returns what is held under a number, null for nothing. */
  public @Nullable Incarnation find(int fd) {
    return table.get(fd);
  }

  /**
   * Returns the open file under a number and holds it if it was not held.
   *
   * @param selector looks after it if it is new
   * @return null when the number is not open; one that was taken out of use while its heir is being
   *     made
   */
  public @Nullable Incarnation acquire(int fd, BackgroundSelector selector) {
    return acquire(fd, selector, true);
  }

  private @Nullable Incarnation acquire(int fd, BackgroundSelector selector, boolean watch) {
    while (true) {
      Incarnation present = table.get(fd);
      if (present != null && present.hasHeir()) {
        return present; // until the heir has taken its place
      }
      if (present != null && !present.canWait() && !present.audit()) {
        recycle(present); // the selector does not look after files: nobody noticed
        continue;
      }
      Incarnation stranded = present != null && retires(present, selector) ? present : null;
      if (present != null && stranded == null && isUnder(present)) {
        return present;
      }
      try {
        Identity identity = Identity.of(syscalls, fd);
        if (identity == null) {
          return null;
        }
        Incarnation fresh =
            publish(fd, present, heldBefore(stranded, identity), identity, selector, watch);
        if (fresh != null) {
          return fresh;
        }
      } finally {
        if (stranded != null) {
          stranded.unregister(); // only now: what is known of the file is the next one's, too
        }
      }
    }
  }

  /** Of the same file, the next one has the holders of the one whose selector was lost. */
  private static @Nullable Held heldBefore(@Nullable Incarnation stranded, Identity identity) {
    return stranded != null && stranded.identity().equals(identity) ? stranded.held() : null;
  }

  /** Takes one out of use whose selector is lost, for another selector to look after the file. */
  private static boolean retires(Incarnation present, BackgroundSelector selector) {
    return present.watch().isStranded(selector) && present.watch().retire();
  }

  /**
   * Makes a new one known.
   *
   * @param before whose holders it has, null for nobody's
   */
  private @Nullable Incarnation publish(
      int fd,
      @Nullable Incarnation present,
      @Nullable Held before,
      Identity identity,
      BackgroundSelector selector,
      boolean watch) {
    if (watch) {
      selector.start();
    }
    int generation = generations.incrementAndGet();
    Incarnation fresh =
        new Incarnation(syscalls, fd, generation, identity, selector, clock, before, onRecycled);
    if (fresh.watch().publish(() -> table.replace(fd, present, fresh), watch)) {
      fresh.held().become(fresh);
      return fresh;
    }
    OpenFile.release(identity);
    return null;
  }

  /**
   * Whether one still stands under its number. In the kernel's hands the number may have a new
   * owner already; before that it is just closing.
   */
  private boolean isUnder(Incarnation present) {
    Passage passage = present.passage();
    return !passage.isRetired() && (!passage.isReleasing() || isSameFile(present));
  }

  private boolean isSameFile(Incarnation present) {
    if (present.isVerifiable()) {
      return present.isCurrent();
    }
    return !Briefly.until(() -> table.get(present.fd()) != present); // it cannot be told
  }

  /** Drops one whose number stands for another file now, and ends the waits on it. */
  void recycle(Incarnation recycled) {
    if (recycled.passage().recycle()) {
      drop(recycled);
    }
    recycled.watch().signalAll(Listener.CLOSED);
  }

  /** Drops one whose number was closed, or stands for another file now. */
  public void recycleUnlessCurrent(Incarnation file) {
    if (!file.isClosing() && !file.isCurrent()) {
      recycle(file);
    }
  }

  /**
   * Counts a hold out; after the last the next gated call holds the descriptor again. Unless the
   * file has a timeout of which the kernel would not tell, or an error that was left for the next
   * call: that would be forgotten.
   */
  public void release(Held held) {
    boolean last = held.unhold();
    Incarnation current = held.current();
    boolean knowsMore = current.openFile().isImmediate() || current.openFile().hasLeftError();
    if (last && !knowsMore && current.watch().retire()) {
      drop(current);
    }
  }

  /** In this order: a thread that finds nothing under the number registers it again. */
  private void drop(Incarnation file) {
    file.unregister();
    table.replace(file.fd(), file, null);
  }

  /**
   * Begins to close a number: from here on nobody enters, and the caller must run the close.
   *
   * @param selector looks after the file if it was not held
   * @return null when another thread is closing it, or an heir is not made in a minute
   */
  public @Nullable Closing beginClose(int fd, BackgroundSelector selector) {
    while (true) {
      Incarnation file =
          acquire(fd, selector, false); // so that a first call that comes now meets the close
      if (file == null) {
        return new Closing(table, List.of());
      }
      if (file.passage().beginClose()) {
        return new Closing(table, List.of(file));
      }
      Heir heir = file.heir();
      if (!file.passage().isRetired() || (heir != null && !heir.awaitUninterruptibly())) {
        return null;
      }
    }
  }

  /** As {@link #beginClose(int, BackgroundSelector)}, of one file, and of no other. */
  public @Nullable Closing beginClose(Incarnation file) {
    return file.passage().beginClose() ? new Closing(table, List.of(file)) : null;
  }

  /**
   * Begins to put another open file in the place of one, under the same number; from here on nobody
   * enters, and the caller must complete it.
   *
   * @param selector looks after the heir
   * @return null when the file is closing, or was taken out of use
   */
  public @Nullable Succession beginSuccession(Incarnation old, BackgroundSelector selector) {
    Heir heir = new Heir();
    return old.beginSuccession(heir)
        ? new Succession(old, heir, () -> makeHeir(old, selector))
        : null;
  }

  private @Nullable Incarnation makeHeir(Incarnation old, BackgroundSelector selector) {
    Identity identity = Identity.of(syscalls, old.fd());
    Incarnation heir =
        identity == null ? null : publish(old.fd(), old, old.held(), identity, selector, true);
    if (heir == null) {
      table.replace(old.fd(), old, null);
    }
    return heir;
  }

  /**
   * Makes all threads wait by way of the selector, or lets platform threads wait for themselves
   * again. Those who wait now change their way, and notice nothing.
   */
  public void moveToSelector(boolean all) {
    allBySelector = all;
    table.forEach(file -> file.watch().signalMoved());
  }

  /** Returns whether all threads are to wait by way of the selector. */
  public boolean areAllBySelector() {
    return allBySelector;
  }

  /** Begins to close all held descriptors from first to last, both included and unsigned. */
  public Closing beginCloseRange(int first, int last) {
    List<Incarnation> closing = new ArrayList<>();
    table.forEach(
        each -> {
          if (isInRange(each, first, last) && isUnder(each) && each.passage().beginClose()) {
            closing.add(each);
          }
        });
    return new Closing(table, closing);
  }

  /** Drops what first calls that crossed a close of this range have made known. */
  public void recycleRange(int first, int last) {
    table.forEach(
        late -> {
          if (isInRange(late, first, last)) {
            recycleUnlessCurrent(late);
          }
        });
  }

  private static boolean isInRange(Incarnation file, int first, int last) {
    return Integer.compareUnsigned(file.fd(), first) >= 0
        && Integer.compareUnsigned(file.fd(), last) <= 0;
  }
}
