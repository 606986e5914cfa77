package dev.holdline.held;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a user means by "my connection": a descriptor number with its explicit holds, its counters
 * and what was learnt of its calls. The open file under it is an {@link Incarnation}; another one
 * may take its place, and this stays. Thread-safe.
 */
public final class Held {
  private final Counters counters = new Counters(); // changed by the watch, with its lock
  private final SpinTime spinTime = new SpinTime();

  private volatile Incarnation current;
  private int holds; // explicit ones; guarded by this
  private @Nullable Enum<?> waiting; // racy: a guess

  Held(Incarnation first) {
    this.current = first;
  }

  /** Returns the open file under the number, or the last one that there was. */
  public Incarnation current() {
    return current;
  }

  void become(Incarnation next) {
    current = next;
  }

  /** Returns the number. */
  public int fd() {
    return current.fd();
  }

  /** Returns what happened here so far. */
  public Counters counters() {
    return counters;
  }

  /** Returns how long threads spin here before they sleep. */
  public SpinTime spinTime() {
    return spinTime;
  }

  /** Returns whether the last call of this kind had to wait. Only a guess. */
  public boolean expectsWait(Enum<?> kind) {
    return waiting == kind;
  }

  /** Takes note of whether a call of this kind had to wait. */
  public void expectWait(Enum<?> kind, boolean expected) {
    Enum<?> guess = expected ? kind : null;
    if (waiting != guess) { // mostly it is; to write a reference costs a barrier of G1
      waiting = guess;
    }
  }

  /** Counts an explicit hold in. */
  public synchronized void hold() {
    holds++;
  }

  /** Counts an explicit hold out; true for the last one. */
  public synchronized boolean unhold() {
    return --holds <= 0;
  }

  /** Returns why the selector does not look after this, empty when it does. */
  public Optional<String> degradation() {
    return current.watch().degradation();
  }

  /** Returns whether the peer closed, reset or shut down its side, as far as was noticed. */
  public boolean isPeerGone() {
    return current.watch().isPeerGone();
  }

  /** Ends the waits as a signal would: they return EINTR. */
  public void wake() {
    current.watch().signalAll(Listener.WOKEN);
  }
}
