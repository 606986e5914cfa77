package dev.holdline.examples.benchmarks.simulated;

import dev.holdline.posix.Errno;
import dev.holdline.wait.Original;

/** {@code recv} of one byte that never waits: the gate does. */
record SimulatedRecv(SimulatedKernel kernel, int fd) implements Original {
  @Override
  public long call(int extraFlags) {
    return kernel.take(fd) ? 1 : -1;
  }

  @Override
  public int errno() {
    return Errno.EAGAIN;
  }
}
