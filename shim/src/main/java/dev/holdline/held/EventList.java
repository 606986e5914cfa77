package dev.holdline.held;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A list of things, each with the events of poll(2) that are of interest. The first is kept without
 * an array: mostly it is the only one, and there are very many lists. Used again, it leaves no
 * garbage. Not thread-safe.
 *
 * @param <T> the things
 */
public abstract class EventList<T> {
  private static final @Nullable Object[] NONE = {};
  private static final int[] NOTHING = {};

  private @Nullable T first;
  private int firstEvents;
  private @Nullable Object[] more = NONE;
  private int[] moreEvents = NOTHING;
  private int size;

  /** Returns how many there are. */
  public final int size() {
    return size;
  }

  /** Returns one by its place, from 0. */
  @SuppressWarnings({"unchecked", "NullAway"}) // below size there is one, which add put there
  public final T get(int index) {
    return index == 0 ? first : (T) more[index - 1];
  }

  /** Returns what is of interest of one of them. */
  public final int events(int index) {
    return index == 0 ? firstEvents : moreEvents[index - 1];
  }

  /** Adds one at the end. */
  public final void add(T thing, int events) {
    if (size > more.length) {
      more = Arrays.copyOf(more, size * 2);
      moreEvents = Arrays.copyOf(moreEvents, size * 2);
    }
    put(size++, thing, events);
  }

  /**
   * Takes a thing out, however often it is here. The only one is kept until another comes: mostly
   * it comes back itself and need not be written again, which would cost a write barrier of G1.
   */
  final void remove(T thing) {
    if (size == 1 && first == thing) {
      size = 0;
      return;
    }
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (get(i) != thing) {
        put(kept++, get(i), events(i));
      }
    }
    shrink(kept);
  }

  /** Takes out all but the first ones. */
  protected final void shrink(int kept) {
    while (size > kept) {
      put(--size, null, 0);
    }
  }

  private void put(int index, @Nullable T thing, int events) {
    if (index == 0) {
      if (first != thing) {
        first = thing;
      }
      firstEvents = events;
    } else {
      more[index - 1] = thing;
      moreEvents[index - 1] = events;
    }
  }
}
