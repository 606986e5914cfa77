package dev.holdline.selector;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A map from descriptor numbers to what is known of them. The kernel hands out the lowest free
 * number, so an array in chunks is both smaller and faster than a hash map. Thread-safe; reads do
 * not lock.
 *
 * @param <T> what is kept for a descriptor
 */
public final class FdTable<T> {
  private static final int CHUNK_BITS = 10;
  private static final int CHUNK = 1 << CHUNK_BITS;

  @SuppressWarnings({"unchecked", "rawtypes"})
  private volatile @Nullable AtomicReferenceArray<@Nullable T>[] chunks =
      new AtomicReferenceArray[4];

  /** Returns what is kept for {@code fd}, null for none or a negative number. */
  public @Nullable T get(int fd) {
    int chunk = fd >>> CHUNK_BITS;
    if (chunk >= chunks.length || fd < 0) {
      return null;
    }
    AtomicReferenceArray<@Nullable T> slots = chunks[chunk];
    return slots == null ? null : slots.get(fd & (CHUNK - 1));
  }

  /** Puts {@code next} in place of {@code expected} if that is what stands there. */
  public boolean replace(int fd, @Nullable T expected, @Nullable T next) {
    if (fd < 0) {
      throw new IllegalArgumentException("a descriptor is at least 0: " + fd);
    }
    return slots(fd >>> CHUNK_BITS).compareAndSet(fd & (CHUNK - 1), expected, next);
  }

  /** Calls {@code action} for each entry; entries that come and go meanwhile may be missed. */
  public void forEach(Consumer<? super T> action) {
    for (AtomicReferenceArray<@Nullable T> slots : chunks) {
      for (int i = 0; slots != null && i < CHUNK; i++) {
        T entry = slots.get(i);
        if (entry != null) {
          action.accept(entry);
        }
      }
    }
  }

  private AtomicReferenceArray<@Nullable T> slots(int chunk) {
    AtomicReferenceArray<@Nullable T>[] seen = chunks;
    AtomicReferenceArray<@Nullable T> slots = chunk < seen.length ? seen[chunk] : null;
    return slots != null ? slots : addChunk(chunk);
  }

  private synchronized AtomicReferenceArray<@Nullable T> addChunk(int chunk) {
    AtomicReferenceArray<@Nullable T>[] grown =
        Arrays.copyOf(chunks, Math.max(chunks.length, Integer.highestOneBit(chunk) * 2));
    AtomicReferenceArray<@Nullable T> slots = grown[chunk];
    if (slots == null) {
      slots = new AtomicReferenceArray<>(CHUNK);
      grown[chunk] = slots;
    }
    chunks = grown; // last: a reader sees the chunk in its place
    return slots;
  }
}
