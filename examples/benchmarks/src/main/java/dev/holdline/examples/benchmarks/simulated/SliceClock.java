package dev.holdline.examples.benchmarks.simulated;

import dev.holdline.selector.BackgroundSelector;
import dev.holdline.selector.PollerChoice;
import dev.holdline.selector.ReadinessHandler;
import java.util.concurrent.TimeUnit;

/** The selector's slice clock over descriptors for which there is nothing to do. */
final class SliceClock implements AutoCloseable {
  private static final long SLICE_NANOS = TimeUnit.HOURS.toNanos(1); // ends only when told to
  private static final long BOUND_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final SkippingClock clock = new SkippingClock();
  private final SimulatedKernel kernel;
  private final BackgroundSelector selector;
  private final int count;

  SliceClock(int count) {
    this.count = count;
    kernel = new SimulatedKernel(count);
    selector = new BackgroundSelector(kernel, PollerChoice.EPOLL, SLICE_NANOS, clock);
    for (int fd = 0; fd < count; fd++) {
      selector.register(new Quiet(fd));
    }
  }

  private record Quiet(int fd) implements ReadinessHandler {
    @Override
    public int generation() {
      return 1;
    }

    @Override
    public void ready(int revents) {}

    @Override
    public void restarted(int result) {}

    @Override
    public void sliceEnd() {}

    @Override
    public void abandoned(String reason) {}
  }

  /** Lets a slice end; returns nanoseconds for one descriptor. */
  double tick() {
    clock.skip(SLICE_NANOS);
    kernel.nudge();
    return (double) kernel.awaitBusyNanos(BOUND_NANOS) / count;
  }

  @Override
  public void close() {
    selector.close();
  }
}
