package dev.holdline.wrap.codegen;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * Carries calls out where the compiler does not inline them. It inlines the call of a method handle
 * only when the handle is a constant, and this one is in a field that is not final. So the code of
 * the gate is compiled once and not into each of a library's functions, and it is not part of the
 * frame that a virtual thread keeps on the heap while it parks.
 */
final class InlineBarrier {
  private final GatedFunction[] functions;
  private MethodHandle step = find(); // never changed, and not final: see above

  /**
   * Creates one.
   *
   * @param functions a call names its function by the index in this list
   */
  InlineBarrier(List<GatedFunction> functions) {
    this.functions = functions.toArray(GatedFunction[]::new);
  }

  /** Carries a call out, or goes on with it; returns its result, nothing when it is suspended. */
  long carryOut(Call call) {
    try {
      return (long) step.invokeExact(this, call);
    } catch (Throwable thrown) {
      throw SneakyThrow.asItIs(thrown);
    }
  }

  long step(Call call) {
    return call.isSuspended() ? call.resume() : functions[call.function()].handler().handle(call);
  }

  private static MethodHandle find() {
    try {
      return MethodHandles.lookup()
          .findVirtual(InlineBarrier.class, "step", MethodType.methodType(long.class, Call.class));
    } catch (ReflectiveOperationException impossible) {
      throw new LinkageError("a method of its own is not there", impossible);
    }
  }
}
