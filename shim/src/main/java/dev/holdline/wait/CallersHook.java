package dev.holdline.wait;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The interrupt hook that the calling thread has of its own, while it is between the {@code begin}
 * and the {@code end} of a selector or of a channel. A thread has one place for hooks: an {@link
 * InterruptHook} would put the caller's out of it, and leave the place empty.
 *
 * <p>The JDK has no method that says so. The thread's field is read, and only read. No option is
 * needed and no warning comes of it: {@code sun.reflect.ReflectionFactory}, which is there for
 * serialization libraries, hands out the constructor of a {@link Lookup} that sees the private
 * members of {@code Thread}.
 *
 * @param hook reads a thread's hook, or null
 * @param interrupt calls a hook, with the thread that was interrupted
 */
public record CallersHook(MethodHandle hook, MethodHandle interrupt) {
  /** Of JDK 19 and later, and of those before. */
  private static final List<String> FIELDS = List.of("nioBlocker", "blocker");

  private static final MethodType HOOK = MethodType.methodType(Object.class, Thread.class);
  private static final MethodType INTERRUPT =
      MethodType.methodType(void.class, Object.class, Thread.class);

  private static final CallersHook ACCESS = find(FIELDS);

  /** Returns whether the calling thread has one. */
  static boolean isInPlace() {
    return ACCESS.of(Thread.currentThread()) != null;
  }

  /**
   * Tells the hook, when it is a channel's and its thread was interrupted, that it was, as the
   * channel's own begin does. The interrupting thread tells it, too, but JDK 25 wakes a parked
   * thread before that: it may be past the channel's end by then. Called when the thread waits no
   * more: the channel may close the descriptor at once.
   *
   * @return whether there is a channel, which closes itself
   */
  public static boolean interruptChannel() {
    Thread thread = Thread.currentThread();
    Object hook = ACCESS.of(thread);
    if (hook == null || hook.getClass().getNestHost() != AbstractInterruptibleChannel.class) {
      return false;
    }
    if (thread.isInterrupted()) {
      ACCESS.call(hook, thread);
    }
    return true;
  }

  @Nullable Object of(Thread thread) {
    try {
      return (Object) hook.invokeExact(thread);
    } catch (Throwable impossible) { // a field that is read throws nothing
      throw new AssertionError(impossible);
    }
  }

  private void call(Object itsHook, Thread thread) {
    try {
      interrupt.invokeExact(itsHook, thread);
    } catch (RuntimeException | Error ofTheProgram) { // from its own close, on JDK 17
      throw ofTheProgram;
    } catch (Throwable impossible) { // Interruptible.interrupt declares nothing
      throw new AssertionError(impossible);
    }
  }

  /** Finds the first of the fields that there is; without one, no thread has a hook. */
  static CallersHook find(List<String> fields) {
    try {
      Field field = field(fields);
      Lookup lookup = lookup();
      MethodType interrupt = MethodType.methodType(void.class, Thread.class);
      return new CallersHook(
          lookup.unreflectGetter(field).asType(HOOK),
          lookup.findVirtual(field.getType(), "interrupt", interrupt).asType(INTERRUPT));
    } catch (ReflectiveOperationException | RuntimeException unseen) {
      warn(unseen);
      return new CallersHook(MethodHandles.empty(HOOK), MethodHandles.empty(INTERRUPT));
    }
  }

  private static Field field(List<String> fields) throws NoSuchFieldException {
    for (Field declared : Thread.class.getDeclaredFields()) {
      if (fields.contains(declared.getName())) {
        return declared;
      }
    }
    throw new NoSuchFieldException("java.lang.Thread has none of " + fields);
  }

  private static Lookup lookup() throws ReflectiveOperationException {
    Class<?> factory = Class.forName("sun.reflect.ReflectionFactory");
    Constructor<?> closed =
        Lookup.class.getDeclaredConstructor(Class.class, Class.class, int.class);
    Object opened =
        factory
            .getMethod("newConstructorForSerialization", Class.class, Constructor.class)
            .invoke(factory.getMethod("getReflectionFactory").invoke(null), Lookup.class, closed);
    int modes = Lookup.PRIVATE | Lookup.PACKAGE | Lookup.MODULE | Lookup.PUBLIC;
    return (Lookup) ((Constructor<?>) opened).newInstance(Thread.class, null, modes);
  }

  private static void warn(Exception cause) {
    System.getLogger(CallersHook.class.getName())
        .log(
            System.Logger.Level.WARNING,
            "Interrupt hooks of callers cannot be seen ("
                + cause
                + "): an interrupt does not reach a selector or a channel that makes a held call"
                + " between its begin and its end; if there is one, add --add-modules"
                + " jdk.unsupported, or let platform threads park with holdline.directWaiters=0");
  }
}
