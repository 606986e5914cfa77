package dev.holdline.wrap.codegen;

import dev.holdline.gate.Original;
import dev.holdline.gate.Suspended;
import dev.holdline.posix.Errno;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.function.Function;
import jnr.ffi.NativeLong;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way through the gate: its function and the caller's arguments, numbers apart from
 * objects so that nothing is boxed. Used by one thread at a time, and again by later calls. Public
 * because classes that are generated at run time fill it; not for porters.
 */
public final class Call implements Original {
  /** For a function that has no flags. */
  public static final int NO_FLAGS = -1;

  private static final int USUAL = 4; // parameters

  private final Invoker invoker;
  private final Invoker byHandle;
  private long[] numbers = new long[USUAL];
  private @Nullable Object[] objects = new Object[USUAL];
  private int function;
  private int flagsAt = NO_FLAGS;
  private int errno;
  private @Nullable Suspended suspended;
  private @Nullable Attachment attachment; // kept for later calls, which need not use it

  /**
   * Creates one.
   *
   * @param invoker calls the functions
   * @param byHandle calls those that a generated class cannot call
   */
  Call(Invoker invoker, Invoker byHandle) {
    this.invoker = invoker;
    this.byHandle = byHandle;
  }

  /**
   * Begins with another call.
   *
   * @param index of its function
   * @param parameters how many the function has
   * @param itsFlagsAt which of them is its flags, {@link #NO_FLAGS} for none
   */
  void begin(int index, int parameters, int itsFlagsAt) {
    function = index;
    flagsAt = itsFlagsAt;
    if (parameters > numbers.length) {
      numbers = new long[parameters];
      objects = new Object[parameters];
    }
  }

  /** Drops all references to the caller's objects. */
  void end() {
    Arrays.fill(objects, null);
    if (suspended != null) {
      suspended.release();
      suspended = null;
    }
    if (attachment != null) {
      attachment.end();
    }
  }

  /** Calls a function that a generated class cannot call, because it names a type not public. */
  public long callByHandle() {
    return byHandle.invoke(this);
  }

  /** Returns which of the library's functions is called. */
  public int function() {
    return function;
  }

  /** Puts an argument of a primitive type in its place. */
  public void put(int index, long number) {
    numbers[index] = number;
  }

  /** Puts any other argument in its place. */
  public void put(int index, @Nullable Object object) {
    objects[index] = object;
    numbers[index] = object instanceof Number number ? number.longValue() : 0;
  }

  /** Returns an argument that is a number of whatever type; 0 for one that is null. */
  public long number(int index) {
    return numbers[index];
  }

  /** Replaces an argument that is a number of whatever type. */
  public void replace(int index, long number) {
    numbers[index] = number;
  }

  /** Returns an argument that is not of a primitive type. */
  public @Nullable Object object(int index) {
    Object object = objects[index];
    return object instanceof Number number && number.longValue() != numbers[index]
        ? boxed(object, numbers[index])
        : object;
  }

  /** A number that was replaced keeps its type. */
  private static Object boxed(Object before, long number) {
    if (before instanceof Long) {
      return number;
    }
    if (before instanceof NativeLong) {
      return NativeLong.valueOf(number);
    }
    return before instanceof Short ? (Object) (short) number : (Object) (int) number;
  }

  @Override
  public long call(int extraFlags) {
    if (extraFlags == 0) {
      return call();
    }
    long flags = numbers[flagsAt];
    numbers[flagsAt] = flags | extraFlags;
    long returned = call();
    numbers[flagsAt] = flags;
    return returned;
  }

  private long call() {
    try {
      long returned = invoker.invoke(this);
      if (returned < 0) {
        errno = Errno.last(); // in the method of the call, before anything else
      }
      return returned;
    } finally {
      // JNR-FFI hands on addresses only: memory that is an argument and nothing else could be freed
      Reference.reachabilityFence(objects);
    }
  }

  @Override
  public int errno() {
    return errno;
  }

  @Override
  public boolean suspends() {
    return true;
  }

  @Override
  public void suspend(Suspended call) {
    suspended = call;
  }

  /**
   * Returns the attachment of a certain kind; it is made when an earlier call has left none.
   *
   * @param maker makes one for this call
   */
  public <T extends Attachment> T attachment(Class<T> kind, Function<Call, T> maker) {
    Attachment present = attachment;
    T made = kind.isInstance(present) ? kind.cast(present) : maker.apply(this);
    attachment = made;
    return made;
  }

  /** Returns whether the thread has to park, or to yield, before the call is resumed. */
  public boolean isSuspended() {
    return suspended != null && suspended.isSuspended();
  }

  /** Returns for how long to park, see {@link Suspended#nanos}. */
  public long nanos() {
    return toResume().nanos();
  }

  /** Goes on with the call; returns its result, nothing when it is suspended once more. */
  long resume() {
    return toResume().resume();
  }

  /** Gives the call up, because something was thrown where it parked or yielded. */
  public void abandon() {
    toResume().abandon();
  }

  private Suspended toResume() {
    Suspended present = suspended;
    if (present == null) {
      throw new IllegalStateException("the call is not suspended");
    }
    return present;
  }
}
