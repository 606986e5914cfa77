package dev.holdline.wrap;

import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import jnr.ffi.Pointer;
import jnr.ffi.Struct;
import jnr.ffi.annotations.IgnoreError;
import jnr.ffi.annotations.SaveError;

/** Checks that a declared method has a shape in which it can be gated. */
final class Signature {
  /** What an int or a long is declared as. */
  static final List<Class<?>> INTEGERS = List.of(int.class, long.class, Integer.class, Long.class);

  /** What a set, a timespec or a timeval is declared as: see {@link ArgumentWords}. */
  static final List<Class<?>> WORDS =
      List.of(
          Pointer.class, ByteBuffer.class, byte[].class, long[].class, int[].class, Struct.class);

  /** What an array of pollfd is declared as. */
  static final List<Class<?>> POLLFDS =
      List.of(Pointer.class, ByteBuffer.class, byte[].class, Struct.class, Struct[].class);

  /** What a vector of mmsghdr is declared as: what can be passed from its middle. */
  static final List<Class<?>> MESSAGES = List.of(Pointer.class, ByteBuffer.class, Struct[].class);

  /** What a descriptor is declared as. */
  private static final Set<Class<?>> DESCRIPTORS =
      Set.of(int.class, long.class, short.class, Integer.class, Long.class, Short.class);

  private final Method method;
  private final String expected;

  Signature(Method method, String expected) {
    this.method = method;
    this.expected = expected;
  }

  /**
   * Checks a function whose first parameter is its only descriptor, and returns its signature.
   *
   * @param parameters how many it has
   * @param flagsAt index of its flags, negative for none
   * @param expected its declaration, without what it returns, as the message has it
   */
  static Signature check(Method method, int parameters, int flagsAt, String expected) {
    Signature signature = new Signature(method, "int or ssize_t " + expected);
    signature.requireCount(parameters);
    signature.requireDescriptor(0);
    signature.requireResult();
    if (flagsAt >= 0) {
      signature.requireFlags(flagsAt);
    }
    return signature;
  }

  void requireCount(int parameters) {
    require(method.getParameterCount() == parameters, "has another number of parameters");
  }

  static boolean isDescriptor(Class<?> type) {
    return DESCRIPTORS.contains(type);
  }

  void requireDescriptor(int index) {
    boolean present = index >= 0 && index < method.getParameterCount();
    require(
        present && isDescriptor(method.getParameterTypes()[index]),
        "has no descriptor as its parameter " + index);
  }

  void requireFlags(int index) {
    require(
        INTEGERS.contains(method.getParameterTypes()[index]),
        "has no int or long as its parameter " + index);
  }

  /**
   * Requires that Holdline can look into a parameter; an argument of another type it would take for
   * NULL.
   *
   * @param what the parameter, as the message calls it
   */
  void requireType(int index, String what, List<Class<?>> accepted) {
    Class<?> type = method.getParameterTypes()[index];
    boolean known = accepted.stream().anyMatch(each -> each == type || isStruct(each, type));
    require(
        known,
        "has "
            + what
            + " declared as "
            + type.getTypeName()
            + ", and not as one of "
            + accepted.stream().map(Class::getTypeName).collect(Collectors.joining(", ")));
  }

  private static boolean isStruct(Class<?> accepted, Class<?> type) {
    boolean ofStructs = accepted == Struct.class || accepted == Struct[].class;
    return ofStructs && accepted.isAssignableFrom(type);
  }

  /** Requires a timeout of one of the accepted types; returns what makes one that is zero. */
  Supplier<Object> zeroTimeout(int index, List<Class<?>> accepted) {
    requireType(index, "a timeout", accepted);
    Class<?> type = method.getParameterTypes()[index];
    if (Struct.class.isAssignableFrom(type)) {
      requireMakeable(type);
    }
    return ZeroTimeout.forType(type);
  }

  /** Requires a class of structs of which Holdline can make one more. */
  void requireMakeable(Class<?> type) {
    require(
        Structs.canMake(type),
        "uses " + type.getTypeName() + ", which has no constructor (jnr.ffi.Runtime)");
  }

  void requireResult() {
    require(INTEGERS.contains(method.getReturnType()), "does not return an int or a long");
    boolean savesErrno =
        method.isAnnotationPresent(SaveError.class); // JNR-FFI then saves errno all the same
    require(
        savesErrno || !method.isAnnotationPresent(IgnoreError.class),
        "is marked @IgnoreError, and without errno Holdline cannot tell EAGAIN from a failure");
  }

  void require(boolean fulfilled, String problem) {
    if (!fulfilled) {
      throw new IllegalArgumentException(
          "Holdline cannot gate "
              + method.toGenericString()
              + ": it "
              + problem
              + "; expected "
              + expected
              + ". Declare it so, or load this interface with jnr.ffi.LibraryLoader");
    }
  }
}
