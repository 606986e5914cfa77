package dev.holdline.gate;

import dev.holdline.posix.kernel.Spares;
import dev.holdline.wait.ParkedWaiter;

/**
 * All that is kept of a read while its thread is parked: its state, and what waits for the thread.
 * There may be very many of them, so the {@link GatedRead} that carried the call out serves others
 * meanwhile. Used by one thread at a time, and again by later calls.
 *
 * <pre>
 *  generated class      a GatedRead            ParkedRead             any GatedRead
 *    call ────────────▶ run: PARKED
 *                       finish ──its state──▶ begin
 *                       (serves others)
 *    park
 *    resume ────────────────────────────────▶ resume ──its state──▶ resume: WAITING
 *                                                                   done, or PARKED again
 * </pre>
 */
final class ParkedRead extends ParkedWaiter implements Suspended {
  private final Spares<GatedRead> reads;
  private final Spares<ParkedRead> parkedReads;
  private final ReadState call = new ReadState();
  private boolean suspended;

  /**
   * Creates one.
   *
   * @param reads carry a call out
   * @param parkedReads where it comes to rest after each call
   */
  ParkedRead(Spares<GatedRead> reads, Spares<ParkedRead> parkedReads) {
    this.reads = reads;
    this.parkedReads = parkedReads;
    end(); // it may rest for long before a thread waits
  }

  /** Takes over a call. */
  void begin(ReadState state) {
    call.copyFrom(state);
    suspended = true;
  }

  /** Returns what is kept of the call. */
  ReadState call() {
    return call;
  }

  @Override
  public boolean isSuspended() {
    return suspended;
  }

  @Override
  public long resume() {
    GatedRead read = take();
    boolean wentOn = false;
    try {
      long result = read.resume(this, call);
      if (read.isSuspended()) {
        read.suspendAs(this);
      }
      read.forgetParked();
      read.giveBack(); // one whose call threw is left to the garbage collector
      wentOn = true;
      return result;
    } finally {
      if (!wentOn) {
        if (isWaiting()) {
          abandonWait(call.file()); // thrown before the wait went on
        }
        call.forget();
      }
    }
  }

  private GatedRead take() {
    if (!suspended) {
      throw new IllegalStateException("no call is suspended");
    }
    boolean taken = false;
    try {
      GatedRead read = reads.borrow();
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
    abandonWait(call.file());
    call.forget();
  }

  @Override
  public void release() {
    call.forget();
    parkedReads.giveBack(this);
  }
}
