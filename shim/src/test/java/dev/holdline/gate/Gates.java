package dev.holdline.gate;

import dev.holdline.fixture.Registry;
import dev.holdline.held.Descriptors;
import dev.holdline.posix.kernel.Syscalls;
import dev.holdline.selector.BackgroundSelector;
import dev.holdline.selector.Clock;
import dev.holdline.selector.PollerChoice;
import dev.holdline.wait.InterruptPolicy;
import dev.holdline.wait.WaitSettings;

/** Makes gates for tests of what is behind one. */
final class Gates {
  /** Too long to end while a test runs. */
  static final long SLICE = Registry.SLICE;

  private static final int DIRECT_WAITERS = 16;

  private Gates() {}

  static Gate of(Syscalls syscalls) {
    return of(syscalls, InterruptPolicy.SIGNAL, DIRECT_WAITERS);
  }

  static Gate of(Syscalls syscalls, InterruptPolicy interrupts) {
    return of(syscalls, interrupts, DIRECT_WAITERS);
  }

  static Gate of(Syscalls syscalls, InterruptPolicy interrupts, int directWaiters) {
    WaitSettings settings = new WaitSettings(SLICE, interrupts, true, directWaiters);
    return of(syscalls, settings, System::nanoTime);
  }

  /** Returns a gate to what a registry holds, whose threads wait for themselves. */
  static Gate of(Registry registry) {
    return of(registry, SLICE, DIRECT_WAITERS);
  }

  static Gate of(Registry registry, long sliceNanos, int directWaiters) {
    return new Gate(
        registry.descriptors(),
        registry.selector(),
        new WaitSettings(sliceNanos, InterruptPolicy.SIGNAL, true, directWaiters),
        registry.clock());
  }

  static Gate of(Syscalls syscalls, WaitSettings settings, Clock clock) {
    return new Gate(
        new Descriptors(syscalls, clock),
        new BackgroundSelector(syscalls, PollerChoice.EPOLL, settings.sliceNanos(), clock),
        settings,
        clock);
  }
}
