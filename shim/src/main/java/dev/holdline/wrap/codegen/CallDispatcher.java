package dev.holdline.wrap.codegen;

import dev.holdline.gate.Gate;
import dev.holdline.posix.kernel.Spares;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings each call of a gated or observed function of one wrapped library to the function's
 * handler. Thread-safe. Public because classes that are generated at run time use it; not for
 * porters.
 */
public final class CallDispatcher {
  private final GatedFunction[] functions;
  private final LibraryGate handedOut;
  private final InlineBarrier barrier;
  private final Spares<Call> spares;

  /**
   * Creates one.
   *
   * @param functions a call names its function by the index in this list
   * @param invoker calls the functions
   * @param byHandle calls those that a generated class cannot call
   */
  CallDispatcher(
      List<GatedFunction> functions, Invoker invoker, Invoker byHandle, LibraryGate handedOut) {
    this.functions = functions.toArray(GatedFunction[]::new);
    this.handedOut = handedOut;
    this.barrier = new InlineBarrier(functions);
    this.spares = new Spares<>(() -> new Call(invoker, byHandle));
  }

  /** Returns whether the calling thread's writes are gated: a virtual thread's are. */
  public static boolean gatesWrites() {
    return Gate.gatesWrites();
  }

  /** Checks the length of a call that is not begun: it goes straight through. */
  public void check(int function, @Nullable Object buffer, long length) {
    LengthCheck lengths = functions[function].lengths();
    if (lengths != null) {
      lengths.check(buffer, length);
    }
  }

  /** As {@link #check(int, Object, long)}. */
  public void check(int function, @Nullable Object buffer, @Nullable Number length) {
    check(function, buffer, length == null ? 0 : length.longValue());
  }

  /** Returns what a caller gets in place of what the library handed out as {@code type}. */
  public @Nullable Object handedOut(@Nullable Object plain, Class<?> type) {
    return plain == null ? null : handedOut.inPlaceOf(plain, type);
  }

  /** Begins a call of one function; its arguments are to be put next. */
  public Call begin(int function) {
    Call call = spares.borrow();
    GatedFunction called = functions[function];
    call.begin(function, called.parameters(), called.flagsAt());
    return call;
  }

  /** Carries a call out, or goes on with it; returns its result, nothing when it is suspended. */
  public long carryOut(Call call) {
    return barrier.carryOut(call);
  }

  /** Takes a call back; one that throws is left to the garbage collector. */
  public void end(Call call) {
    call.end();
    spares.giveBack(call);
  }
}
