package dev.holdline.selector;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The events of one poll, and their handlers. All handlers are looked up, and what they are about
 * to read is read, before the first one runs. Among very many descriptors each read waits for
 * memory, and before the handlers run the processor can let many reads wait at the same time. Used
 * by one thread, and again for the next poll.
 */
final class Reports implements Poller.Sink {
  private static final int CAPACITY = 256; // to begin with

  private final HandlerTable table;
  private @Nullable ReadinessHandler[] handlers = new ReadinessHandler[CAPACITY];
  private int[] revents = new int[CAPACITY];
  private int size;

  @SuppressWarnings("UnusedVariable") // written, so that the reads behind it are made
  private int prefetched;

  Reports(HandlerTable table) {
    this.table = table;
  }

  @Override
  public void event(long tag, int reported) {
    ReadinessHandler handler = table.find(tag);
    if (handler != null) {
      prefetched += handler.prefetch();
      add(handler, reported);
    }
  }

  private void add(ReadinessHandler handler, int reported) {
    if (size == handlers.length) {
      handlers = Arrays.copyOf(handlers, size * 2);
      revents = Arrays.copyOf(revents, size * 2);
    }
    handlers[size] = handler;
    revents[size++] = reported;
  }

  /** Runs the handlers in the order of the events, and keeps nothing of them. */
  void deliver() {
    for (int i = 0; i < size; i++) {
      ReadinessHandler handler = handlers[i];
      handlers[i] = null;
      if (handler != null) {
        handler.ready(revents[i]);
      }
    }
    size = 0;
  }
}
