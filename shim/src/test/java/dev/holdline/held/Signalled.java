package dev.holdline.held;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A listener that counts how often it is woken, and unparks the thread that made it. */
final class Signalled extends Listener {
  final AtomicInteger wakes = new AtomicInteger();
  private final Thread thread = Thread.currentThread();

  @Override
  protected void wake() {
    wakes.incrementAndGet();
    LockSupport.unpark(thread);
  }

  @Override
  public boolean usesSelector() {
    return true;
  }
}
