package dev.holdline.wrap.gated;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Carries calls out in compiled code of its own. The compiler does not look through a method handle
 * that may change, so what passes the gate is neither copied into each of a library's functions nor
 * part of the frame that stays, on the heap, under a virtual thread that parks.
 */
final class Apart {
  private MethodHandle step = find(); // never changed; final, it could be looked through

  long carryOut(Calls calls, Call call) {
    try {
      return (long) step.invokeExact(calls, call);
    } catch (Throwable thrown) {
      throw Thrown.asItIs(thrown);
    }
  }

  private static MethodHandle find() {
    try {
      return MethodHandles.lookup()
          .findVirtual(Calls.class, "step", MethodType.methodType(long.class, Call.class));
    } catch (ReflectiveOperationException impossible) {
      throw new LinkageError("a method of its own is not there", impossible);
    }
  }
}
