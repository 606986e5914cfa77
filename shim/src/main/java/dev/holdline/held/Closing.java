package dev.holdline.held;

import dev.holdline.selector.Clock;
import dev.holdline.selector.FdTable;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * One close that is under way: nobody enters what it closes any more. Used by one thread, once. See
 * close(2), dup2(2), close_range(2).
 */
public final class Closing {
  private final FdTable<Incarnation> table;
  private final List<Incarnation> closed;

  Closing(FdTable<Incarnation> table, List<Incarnation> closed) {
    this.table = table;
    this.closed = closed;
  }

  /**
   * Wakes those who wait, and waits until they and the calls inside the original function have
   * left. An interrupt does not shorten it.
   *
   * @param longestNanos how long to wait for them at most
   */
  public void evict(long longestNanos, Clock clock) {
    closed.forEach(each -> each.watch().signalAll(Listener.CLOSED));
    long deadline = clock.now() + longestNanos;
    for (Incarnation each : closed) {
      each.awaitEmpty(deadline, clock);
    }
  }

  /**
   * Forgets what is closed, and runs the call that frees the numbers.
   *
   * @return what the call returned
   */
  public long release(LongSupplier call) {
    for (Incarnation each : closed) {
      each.unregister();
      each.watch().awaitReleased();
      each.passage().beginRelease();
    }
    try {
      return call.getAsLong();
    } finally {
      closed.forEach(each -> table.replace(each.fd(), each, null));
    }
  }
}
