package dev.holdline.selector;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What one look at the poller brought: who is to be told what. All of them are looked up, and what
 * they are about to need is read, before the first is told: among very many descriptors each read
 * waits for memory, and as long as nothing has to be done in order, the processor lets many reads
 * wait at the same time. Used by one thread, and again for the next look.
 */
final class Reports implements Poller.Sink {
  private static final int CAPACITY = 256; // to begin with

  private final HandlerTable watched;
  private @Nullable ReadinessHandler[] descriptors = new ReadinessHandler[CAPACITY];
  private int[] revents = new int[CAPACITY];
  private int size;

  @SuppressWarnings("UnusedVariable") // written, so that the reads behind it are made
  private int prefetched;

  Reports(HandlerTable watched) {
    this.watched = watched;
  }

  @Override
  public void event(long tag, int reported) {
    ReadinessHandler descriptor = watched.find(tag);
    if (descriptor != null) {
      prefetched += descriptor.prefetch();
      add(descriptor, reported);
    }
  }

  private void add(ReadinessHandler descriptor, int reported) {
    if (size == descriptors.length) {
      descriptors = Arrays.copyOf(descriptors, size * 2);
      revents = Arrays.copyOf(revents, size * 2);
    }
    descriptors[size] = descriptor;
    revents[size++] = reported;
  }

  /** Tells them in the order of the events, and keeps nothing of it. */
  void tellAll() {
    for (int i = 0; i < size; i++) {
      ReadinessHandler descriptor = descriptors[i];
      descriptors[i] = null;
      if (descriptor != null) {
        descriptor.ready(revents[i]);
      }
    }
    size = 0;
  }
}
