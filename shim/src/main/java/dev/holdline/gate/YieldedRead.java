package dev.holdline.gate;

/**
 * A read that was suspended so that other virtual threads can run before it tries again. Unlike a
 * {@link ParkedRead} nobody wakes it, and it keeps the {@link GatedRead} to which it belongs. Used
 * by one thread at a time, and again by later calls.
 */
final class YieldedRead implements Suspended {
  private final GatedRead read;
  private boolean suspended;

  YieldedRead(GatedRead read) {
    this.read = read;
  }

  YieldedRead begin() {
    suspended = true;
    return this;
  }

  @Override
  public boolean isSuspended() {
    return suspended;
  }

  @Override
  public long nanos() {
    return YIELD;
  }

  /** Goes on with the call; if it has to park, another one stands for it from then on. */
  @Override
  public long resume() {
    if (!suspended) {
      throw new IllegalStateException("no call is suspended");
    }
    suspended = false;
    return read.resumeSpin();
  }

  @Override
  public void release() {
    read.giveBack();
  }

  @Override
  public void abandon() {
    suspended = false;
    read.forget();
  }
}
