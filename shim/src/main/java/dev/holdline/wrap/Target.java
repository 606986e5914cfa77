package dev.holdline.wrap;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** A function of the library as JNR-FFI bound it. What it throws surfaces unchanged. */
final class Target {
  private final Method method;
  private final Class<?> returns;
  private final MethodHandle handle;

  Target(Method method, Object library) {
    this.method = method;
    this.returns = method.getReturnType();
    this.handle = bind(method, library);
  }

  private static MethodHandle bind(Method method, Object library) {
    try {
      method.setAccessible(true); // the interface may be nested in a class that is not public
      int parameters = method.getParameterCount();
      return MethodHandles.lookup()
          .unreflect(method)
          .bindTo(library)
          .asFixedArity()
          .asSpreader(Object[].class, parameters)
          .asType(MethodType.methodType(Object.class, Object[].class));
    } catch (IllegalAccessException | RuntimeException refused) {
      throw new IllegalArgumentException(
          "Holdline cannot call "
              + method
              + ": make the interface public and, in a named module, open its package to"
              + " dev.holdline",
          refused);
    }
  }

  Method method() {
    return method;
  }

  @Nullable Object invoke(@Nullable Object[] arguments) {
    try {
      return handle.invokeExact(arguments);
    } catch (Throwable thrown) {
      throw sneak(thrown);
    }
  }

  /** Converts a result to what the method declares. */
  Object result(long value) {
    if (returns == long.class || returns == Long.class) {
      return value;
    }
    boolean isInt = returns == int.class || returns == Integer.class;
    return isInt ? (Object) (int) value : (Object) (short) value;
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> RuntimeException sneak(Throwable thrown) throws E {
    throw (E) thrown;
  }
}
