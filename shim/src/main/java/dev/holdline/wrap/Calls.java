package dev.holdline.wrap;

import dev.holdline.posix.Spares;
import dev.holdline.wait.Gate;
import dev.holdline.wait.Suspended;

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
  private final Spares<Call> spares;

  /**
   * Creates them.
   *
   * @param invoker calls the functions
   * @param byHandle calls those that a generated class cannot call
   */
  Calls(Function[] functions, Invoker invoker, Invoker byHandle) {
    this.functions = functions.clone();
    this.spares = new Spares<>(() -> new Call(invoker, byHandle));
  }

  /** Returns whether the calling thread's writes are gated: a virtual thread's are. */
  public static boolean gatesWrites() {
    return Gate.gatesWrites();
  }

  /** Begins a call of one function; its arguments are to be put next. */
  public Call begin(int function) {
    Call call = spares.borrow();
    Function called = functions[function];
    call.begin(function, called.parameters, called.flagsAt);
    return call;
  }

  /** Parks, with little on the stack, and goes on with the call. */
  private static long resume(Suspended suspended) {
    boolean parked = false;
    try {
      suspended.park();
      parked = true;
    } finally {
      if (!parked) {
        suspended.abandon();
      }
    }
    return suspended.resume();
  }

  /** Carries a call out; returns what its caller gets. */
  public long carryOut(Call call) {
    long result = functions[call.function()].handler.handle(call);
    Suspended suspended = call.suspended();
    if (suspended != null) {
      while (suspended.isSuspended()) {
        result = resume(suspended);
      }
      suspended.release();
    }
    call.end(); // a call that throws is left to the garbage collector
    spares.giveBack(call);
    return result;
  }
}
