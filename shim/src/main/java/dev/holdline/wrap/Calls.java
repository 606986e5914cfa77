package dev.holdline.wrap;

import dev.holdline.posix.Spares;
import dev.holdline.wait.Gate;

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
   */
  record Function(int parameters, int flagsAt, Handler handler) {}

  private final Function[] functions;
  private final Invoker invoker;
  private final Invoker byHandle;
  private final Apart apart = new Apart();
  private final Spares<Call> spares = new Spares<>(() -> new Call(this));

  /**
   * Creates them.
   *
   * @param invoker calls the functions
   * @param byHandle calls those that a generated class cannot call
   */
  Calls(Function[] functions, Invoker invoker, Invoker byHandle) {
    this.functions = functions.clone();
    this.invoker = invoker;
    this.byHandle = byHandle;
  }

  /** Returns whether the calling thread's writes are gated: a virtual thread's are. */
  public static boolean gatesWrites() {
    return Gate.gatesWrites();
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
