package dev.holdline.selector;

import dev.holdline.posix.kernel.Syscalls;

/** The clocks of this machine: CLOCK_MONOTONIC and CLOCK_BOOTTIME. Thread-safe. */
public final class SystemClock implements Clock {
  private final Syscalls syscalls;

  /** Creates a clock that asks the kernel for the boot time. */
  public SystemClock(Syscalls syscalls) {
    this.syscalls = syscalls;
  }

  @Override
  public long now() {
    return System.nanoTime();
  }

  @Override
  public long bootTime() {
    return syscalls.bootNanos();
  }
}
