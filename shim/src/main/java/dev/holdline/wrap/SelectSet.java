package dev.holdline.wrap;

import dev.holdline.posix.abi.Layout;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * One of the sets of a call of select(2), and what was in it at first: the kernel overwrites it. It
 * is sized by nfds, as the kernel sizes it, but never taken for longer than the caller's memory is.
 * Used by one thread at a time, and again by later calls.
 */
final class SelectSet {
  private final int events;
  private @Nullable Object memory; // null when the caller has no such set
  private long[] asked = {};
  private int words;

  /**
   * Creates a set.
   *
   * @param events the bits of poll(2) that it asks for
   */
  SelectSet(int events) {
    this.events = events;
  }

  /** Takes what the caller asks for. */
  void begin(@Nullable Object argument, int nfds) {
    memory = argument == null || ArgumentWords.isNull(argument) ? null : argument;
    words = 0;
    if (memory != null) {
      long bits = Math.min(nfds, Math.min(ArgumentWords.bytes(memory), nfds) * Byte.SIZE);
      words = (int) ((bits + Layout.FD_SET_WORD_BITS - 1) / Layout.FD_SET_WORD_BITS);
      asked = words > asked.length ? new long[words] : asked;
      for (int i = 0; i < words; i++) {
        asked[i] = ArgumentWords.read(memory, i);
      }
    }
  }

  /** Drops all references to the caller's objects. */
  void end() {
    memory = null;
  }

  /** Makes the caller's set what it was at first. */
  void restore() {
    for (int i = 0; memory != null && i < words; i++) {
      ArgumentWords.write(memory, i, asked[i]);
    }
  }

  boolean asksFor(int bits) {
    return (events & bits) != 0;
  }

  /** Makes the caller's set what it was at first, but for some; returns how many are left. */
  int keep(IntPredicate which) {
    int kept = 0;
    for (int i = 0; memory != null && i < words; i++) {
      long word = 0;
      for (int bit = 0; bit < Layout.FD_SET_WORD_BITS; bit++) {
        int fd = i * Layout.FD_SET_WORD_BITS + bit;
        if (events(fd) != 0 && which.test(fd)) {
          word |= 1L << bit;
          kept++;
        }
      }
      ArgumentWords.write(memory, i, word);
    }
    return kept;
  }

  /** Returns the bits of poll(2) that are asked for of one descriptor. */
  int events(int fd) {
    int word = fd / Layout.FD_SET_WORD_BITS;
    boolean isSet = word < words && (asked[word] >>> fd % Layout.FD_SET_WORD_BITS & 1) != 0;
    return isSet ? events : 0;
  }
}
