package dev.holdline.wait;

import org.jspecify.annotations.Nullable;

/**
 * A read that was suspended so that other virtual threads have their turn, before it looks again.
 * Unlike a {@link ParkedRead} nobody wakes it, and it keeps the {@link GatedRead} to which it
 * belongs. Used by one thread at a time, and again by later calls.
 */
final class GivingWay implements Suspended {
  private final Gate gate;
  private final GatedRead read;
  private final Attempt attempt;
  private @Nullable Descriptor descriptor; // to look at afterwards, null when nothing is suspended

  GivingWay(Gate gate, GatedRead read, Attempt attempt) {
    this.gate = gate;
    this.read = read;
    this.attempt = attempt;
  }

  /**
   * Lets other virtual threads run, one of which may be who answers; true when the caller is to do
   * so. What is on the stack then is kept as for a thread that parks, and the room for it for good.
   */
  @SuppressWarnings("ThreadPriorityCheck") // a hint: nothing depends on who runs meanwhile
  boolean begin(Descriptor looked) {
    if (gate.waits().isDirect()) {
      return false;
    }
    if (attempt.original().suspends()) {
      descriptor = looked;
      return true;
    }
    Thread.yield();
    return false;
  }

  /** Forgets a call that was suspended. */
  void end() {
    descriptor = null;
  }

  @Override
  public boolean isSuspended() {
    return descriptor != null;
  }

  @Override
  public long nanos() {
    return Gate.GIVE_WAY;
  }

  /** Goes on with the call; if it has to park, another stands for it from then on. */
  @Override
  public long resume() {
    Descriptor looked = descriptor;
    if (looked == null) {
      throw new IllegalStateException("no call is suspended");
    }
    descriptor = null;
    return read.goOnLooking(looked);
  }

  @Override
  public void release() {
    gate.giveBack(read);
  }

  @Override
  public void abandon() {
    descriptor = null;
    read.end();
  }
}
