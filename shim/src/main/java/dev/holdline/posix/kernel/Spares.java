package dev.holdline.posix.kernel;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Objects that one call needs and the next one can use again, lent and given back.
 *
 * <p>One a thread would cost too much with ten thousand virtual threads. They rest in slots chosen
 * by thread; a thread that finds its slot empty makes a new one, one that finds it taken leaves its
 * own to the garbage collector. Thread-safe, never blocks.
 *
 * @param <T> what is lent
 */
public final class Spares<T> {
  private static final int SLOTS = 64; // a power of two, more than there are carriers
  private static final int APART = 16; // references: a slot has a cache line of its own

  private final AtomicReferenceArray<@Nullable T> slots = new AtomicReferenceArray<>(SLOTS * APART);
  private final Supplier<? extends T> maker;

  /**
   * Creates an empty store.
   *
   * @param maker makes one more
   */
  public Spares(Supplier<? extends T> maker) {
    this.maker = maker;
  }

  /** Returns one that nobody else uses. */
  public T borrow() {
    T spare = slots.getAndSet(slot(), null);
    return spare != null ? spare : maker.get();
  }

  /** Takes one back; its next user finds it as it is. */
  public void giveBack(T spare) {
    slots.lazySet(slot(), spare);
  }

  @SuppressWarnings("deprecation") // threadId() came with 19
  private static int slot() {
    return ((int) Thread.currentThread().getId() & (SLOTS - 1)) * APART;
  }
}
