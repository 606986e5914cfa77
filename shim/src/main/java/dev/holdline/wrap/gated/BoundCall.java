package dev.holdline.wrap.gated;

import dev.holdline.gate.Original;
import java.lang.ref.Reference;

/** A call that is more than its arguments say. Used by one thread at a time. */
abstract class BoundCall implements Original {
  private final Call call;

  BoundCall(Call call) {
    this.call = call;
  }

  final Call arguments() {
    return call;
  }

  /** Keeps nothing of the caller's. */
  void end() {}

  /** Runs right before each call of the function. */
  void prepare() {}

  @Override
  public long call(int extraFlags) {
    prepare();
    try {
      return call.call(extraFlags);
    } finally {
      Reference.reachabilityFence(this); // and what a subclass keeps for the call
    }
  }

  @Override
  public int errno() {
    return call.errno();
  }
}
