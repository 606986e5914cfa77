package dev.holdline.examples.benchmarks.scale;

import dev.holdline.examples.benchmarks.socket.Endpoint;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;

/** No connections at all: its threads just park, the least that a waiting thread can weigh. */
final class ParkInlet implements Inlet {
  private final AtomicIntegerArray bytes;

  ParkInlet(int count) {
    bytes = new AtomicIntegerArray(count);
  }

  @Override
  public void connect(int index, Endpoint endpoint) {}

  @Override
  public void offer(int index) {
    bytes.incrementAndGet(index);
  }

  @Override
  public boolean receive(int index, byte[] buffer) {
    while (bytes.get(index) == 0) {
      if (Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.park(this);
    }
    bytes.decrementAndGet(index);
    return true;
  }

  @Override
  public void close() {}
}
