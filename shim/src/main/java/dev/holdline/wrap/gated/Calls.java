package dev.holdline.wrap.gated;

import dev.holdline.gate.Gate;
import dev.holdline.posix.kernel.Spares;
import org.jspecify.annotations.Nullable;

/**
 * The gated and observed functions of one wrapped library, and the calls that are under way.
 * Thread-safe. Public only because classes that are generated at run time use it; not for porters.
 */
public final class Calls {
  /**
   * One function.
   *
   * @param parameters how many it has
   * @param flagsAt index of its flags, {@link Call#NO_FLAGS} for none
   * @param lengths checks calls that do not come by the handler, null for none
   */
  record Function(int parameters, int flagsAt, Handler handler, @Nullable Lengths lengths) {}

  private final Function[] functions;
  private final Invoker invoker;
  private final Invoker byHandle;
  private final HandedOut handedOut;
  private final Apart apart = new Apart();
  private final Spares<Call> spares = new Spares<>(() -> new Call(this));

  /**
   * Creates them.
   *
   * @param invoker calls the functions
   * @param byHandle calls those that a generated class cannot call
   */
  Calls(Function[] functions, Invoker invoker, Invoker byHandle, HandedOut handedOut) {
    this.functions = functions.clone();
    this.invoker = invoker;
    this.byHandle = byHandle;
    this.handedOut = handedOut;
  }

  /** Returns whether the calling thread's writes are gated: a virtual thread's are. */
  public static boolean gatesWrites() {
    return Gate.gatesWrites();
  }

  /** Checks the length of a call that is not begun: it goes straight through. */
  public void check(int function, @Nullable Object buffer, long length) {
    Lengths lengths = functions[function].lengths;
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
    call.begin(function, functions[function].parameters);
    return call;
  }

  /** Returns which argument of a function is its flags, {@link Call#NO_FLAGS} for none. */
  int flagsAt(int function) {
    return functions[function].flagsAt;
  }

  Invoker invoker() {
    return invoker;
  }

  Invoker byHandle() {
    return byHandle;
  }

  /** Carries a call out, or goes on with it; returns its result, nothing when it is suspended. */
  public long carryOut(Call call) {
    return apart.carryOut(this, call);
  }

  long step(Call call) {
    return call.isSuspended() ? call.resume() : functions[call.function()].handler.handle(call);
  }

  /** Takes a call back; one that throws is left to the garbage collector. */
  public void end(Call call) {
    call.end();
    spares.giveBack(call);
  }
}
