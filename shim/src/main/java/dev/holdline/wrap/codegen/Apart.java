package dev.holdline.wrap.codegen;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * Carries calls out in compiled code of its own. The compiler does not look through a method handle
 * that may change, so what passes the gate is neither copied into each of a library's functions nor
 * part of the frame that stays, on the heap, under a virtual thread that parks.
 */
final class Apart {
  private final GatedFunction[] functions;
  private MethodHandle step = find(); // never changed; final, it could be looked through

  /**
   * Creates one.
   *
   * @param functions a call names its function by the index in this list
   */
  Apart(List<GatedFunction> functions) {
    this.functions = functions.toArray(GatedFunction[]::new);
  }

  /** Carries a call out, or goes on with it; returns its result, nothing when it is suspended. */
  long carryOut(Call call) {
    try {
      return (long) step.invokeExact(this, call);
    } catch (Throwable thrown) {
      throw Thrown.asItIs(thrown);
    }
  }

  long step(Call call) {
    return call.isSuspended() ? call.resume() : functions[call.function()].handler().handle(call);
  }

  private static MethodHandle find() {
    try {
      return MethodHandles.lookup()
          .findVirtual(Apart.class, "step", MethodType.methodType(long.class, Call.class));
    } catch (ReflectiveOperationException impossible) {
      throw new LinkageError("a method of its own is not there", impossible);
    }
  }
}
