package dev.holdline.wrap;

import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.Reference;
import java.lang.reflect.Method;
import java.util.Arrays;
import jnr.ffi.Pointer;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;
import org.jspecify.annotations.Nullable;

/** A function of the library as JNR-FFI bound it. What it throws surfaces unchanged. */
final class Target {
  private final Method method;
  private final Class<?> returns;
  private final Annotation[][] parameterAnnotations;
  private final MethodHandle handle;

  Target(Method method, Object library) {
    this.method = method;
    this.returns = method.getReturnType();
    this.parameterAnnotations = method.getParameterAnnotations();
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

  /**
   * Returns whether what the function writes behind a parameter reaches the caller's argument.
   * JNR-FFI copies an array there and, unless it is only {@code @In}, back.
   */
  boolean writes(int index, Object argument) {
    Annotation[] annotations = parameterAnnotations[index];
    Pointer memory = Memories.of(argument);
    boolean isOwn = memory != null && memory.isDirect();
    return isOwn || !has(annotations, In.class) || has(annotations, Out.class);
  }

  private static boolean has(Annotation[] annotations, Class<?> type) {
    return Arrays.stream(annotations).anyMatch(each -> each.annotationType() == type);
  }

  @Nullable Object invoke(@Nullable Object[] arguments) {
    try {
      return handle.invokeExact(arguments);
    } catch (Throwable thrown) {
      throw sneak(thrown);
    } finally {
      // JNR-FFI hands on addresses only: memory that is an argument and nothing else could be freed
      Reference.reachabilityFence(arguments);
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
