package dev.holdline.wrap;

import java.lang.reflect.Method;
import java.util.Set;
import jnr.ffi.annotations.IgnoreError;

/** Checks that a declared method has a shape in which it can be gated. */
final class Signature {
  private static final Set<Class<?>> NUMBERS =
      Set.of(int.class, long.class, short.class, Integer.class, Long.class, Short.class);
  private static final Set<Class<?>> FLAGS =
      Set.of(int.class, long.class, Integer.class, Long.class);

  private final Method method;
  private final String expected;

  Signature(Method method, String expected) {
    this.method = method;
    this.expected = expected;
  }

  void requireCount(int parameters) {
    require(method.getParameterCount() == parameters, "has another number of parameters");
  }

  void requireDescriptor(int index) {
    boolean present = index >= 0 && index < method.getParameterCount();
    require(
        present && NUMBERS.contains(method.getParameterTypes()[index]),
        "has no descriptor as its parameter " + index);
  }

  void requireFlags(int index) {
    require(
        FLAGS.contains(method.getParameterTypes()[index]),
        "has no int or long as its parameter " + index);
  }

  void requireResult() {
    require(NUMBERS.contains(method.getReturnType()), "does not return an int or a long");
    require(
        !method.isAnnotationPresent(IgnoreError.class),
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
