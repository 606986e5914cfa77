package dev.holdline.wrap;

import dev.holdline.posix.Errno;
import dev.holdline.wait.Original;
import java.lang.ref.Reference;
import org.jspecify.annotations.Nullable;

/** One gated call: the function and the caller's arguments. Used by one thread, once. */
class Call implements Original {
  static final int NO_FLAGS = -1;

  private final Target target;
  private final @Nullable Object[] arguments;
  private final int flagsAt;
  private int errno;

  /**
   * Binds a call.
   *
   * @param arguments of this call alone: entries are replaced
   * @param flagsAt index of the flags, {@link #NO_FLAGS} for a function without
   */
  Call(Target target, @Nullable Object[] arguments, int flagsAt) {
    this.target = target;
    this.arguments = arguments;
    this.flagsAt = flagsAt;
  }

  @Override
  public final long call(int extraFlags) {
    Object flags = null;
    if (extraFlags != 0) {
      flags = arguments[flagsAt];
      replace(flagsAt, number(flagsAt) | extraFlags);
    }
    prepare();
    long returned = ((Number) invoke()).longValue();
    if (returned < 0) {
      errno = Errno.last(); // in the method of the call, before anything else
    }
    if (extraFlags != 0) {
      arguments[flagsAt] = flags;
    }
    return returned;
  }

  /** Runs right before each call of the function. */
  void prepare() {}

  @SuppressWarnings("NullAway") // a function of a number type returns one
  private Object invoke() {
    try {
      return target.invoke(arguments);
    } finally {
      Reference.reachabilityFence(this); // and what a subclass keeps for the call
    }
  }

  @Override
  public final int errno() {
    return errno;
  }

  final long number(int index) {
    Object argument = arguments[index];
    return argument == null ? 0 : ((Number) argument).longValue();
  }

  final @Nullable Object argument(int index) {
    return arguments[index];
  }

  final void replace(int index, @Nullable Object value) {
    arguments[index] = value;
  }

  /** Replaces a number and keeps its type. */
  final void replace(int index, long value) {
    arguments[index] = arguments[index] instanceof Long ? (Object) value : (Object) (int) value;
  }
}
