package dev.holdline.wait;

import org.jspecify.annotations.Nullable;

/**
 * All that is kept of a gated read while its thread is parked, and who waits for it. There may be
 * very many of them, so what carries the call out is lent to others meanwhile: {@link GatedRead},
 * {@link Attempt}, {@link ReadTerms} and {@link Wait} leave here, and find again, what they must
 * not forget. Used by one thread at a time, and again by later calls.
 */
final class ParkedRead extends ParkedWaiter implements Suspended {
  private final Gate gate;
  private boolean suspended;

  // Of the call and its terms.
  @Nullable Descriptor descriptor;
  Original original = Original.NONE;
  Reading how = Reading.READ;
  int flags;
  long length;
  int terminal; // its settings
  int seen;
  int quiet;
  long deadline;

  // Of the attempt.
  boolean checked;
  boolean needy;
  int misses;
  long takenBefore;

  // Of the wait.
  long begunAt;
  long limit;
  long partEnd;
  long nanos;
  boolean pausing;
  int audits;

  ParkedRead(Gate gate) {
    this.gate = gate;
    end(); // it may rest for long before a thread waits
  }

  /** Takes a call over from what carried it out so far. */
  void suspend(GatedRead read) {
    read.leave(this);
    suspended = true;
  }

  /** Returns what the suspended call waits on. */
  Descriptor waitedOn() {
    Descriptor present = descriptor;
    if (present == null) {
      throw new IllegalStateException("no call is suspended");
    }
    return present;
  }

  int fd() {
    return waitedOn().fd();
  }

  @Override
  public boolean isSuspended() {
    return suspended;
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public long resume() {
    GatedRead read = take();
    boolean wentOn = false;
    try {
      long result = read.goOn(waitedOn());
      if (read.isSuspended()) {
        suspend(read);
      }
      read.letGo();
      gate.giveBack(read); // one whose call threw is left to the garbage collector
      wentOn = true;
      return result;
    } finally {
      if (!wentOn) {
        forget();
      }
    }
  }

  private GatedRead take() {
    if (!suspended) {
      throw new IllegalStateException("no call is suspended");
    }
    boolean taken = false;
    try {
      GatedRead read = gate.borrowRead();
      read.comeBack(this);
      taken = true;
      suspended = false;
      return read;
    } finally {
      if (!taken) {
        abandon(); // no memory for one
      }
    }
  }

  @Override
  public void abandon() {
    suspended = false;
    waitedOn().watch().withdraw(this, audits, false);
    interruption().end();
    end();
    forget();
  }

  /** Keeps nothing of the call: this is kept where it waited until another waits there. */
  private void forget() {
    descriptor = null;
    original = Original.NONE;
  }

  @Override
  public void release() {
    forget();
    gate.giveBack(this);
  }
}
