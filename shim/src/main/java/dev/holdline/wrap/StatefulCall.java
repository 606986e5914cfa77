package dev.holdline.wrap;

import dev.holdline.gate.Original;
import dev.holdline.wrap.codegen.Attachment;
import dev.holdline.wrap.codegen.Call;
import java.lang.ref.Reference;

/**
 * A call with state of its own beside its arguments, for example how much of a buffer is filled.
 * Used by one thread at a time.
 */
abstract class StatefulCall extends Attachment implements Original {
  private final Call call;

  StatefulCall(Call call) {
    this.call = call;
  }

  final Call arguments() {
    return call;
  }

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
