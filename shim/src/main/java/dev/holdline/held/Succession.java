package dev.holdline.held;

import dev.holdline.selector.Clock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Another open file takes the place of one, under the same number and for the same {@link Held}.
 * From its begin on nobody enters the original function; those who wait leave their place, and they
 * and later callers wait until the heir is there, with which they go on. Used by one thread, once.
 *
 * <pre>
 *  begin ──▶ evict: waiters and callers leave ──▶ complete: dup3(2), the heir is made known
 * </pre>
 */
public final class Succession {
  private final Incarnation old;
  private final Heir heir;
  private final Supplier<@Nullable Incarnation> maker;

  /**
   * Begins it, after {@link Incarnation#beginSuccession}.
   *
   * @param maker makes known what stands under the number; null when it is not open
   */
  Succession(Incarnation old, Heir heir, Supplier<@Nullable Incarnation> maker) {
    this.old = old;
    this.heir = heir;
    this.maker = maker;
  }

  /** As {@link Closing#evict}: makes those leave who wait, or are inside the original function. */
  public void evict(long longestNanos, Clock clock) {
    old.watch().signalAll(Listener.SUCCEEDED);
    old.awaitEmpty(clock.now() + longestNanos, clock);
  }

  /**
   * Runs the call that puts another file under the number, as dup3(2) does, and makes the heir
   * known; of the same file, when the call fails.
   *
   * @return what the call returned
   */
  public long complete(LongSupplier call) {
    try {
      old.watch().close(Listener.SUCCEEDED);
      old.watch().awaitReleased();
      return call.getAsLong();
    } finally {
      makeHeir(); // also when the call throws: those who wait must go on
    }
  }

  private void makeHeir() {
    Incarnation present = null;
    try {
      present = maker.get();
    } finally {
      heir.make(present);
      old.forgetFile(); // only now: what is known of the file is the heir's, if it is the same
    }
  }
}
