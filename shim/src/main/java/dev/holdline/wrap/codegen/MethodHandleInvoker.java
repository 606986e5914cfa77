package dev.holdline.wrap.codegen;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls functions by method handles: those with a parameter of a type that is not public, which a
 * generated class must not name. Slower, because arguments are boxed. Thread-safe.
 */
final class MethodHandleInvoker implements Invoker {
  private final @Nullable MethodHandle[] handles;
  private final Class<?>[][] parameters;

  /**
   * Binds the functions that need it.
   *
   * @param functions in the order of {@link Call#function()}
   */
  MethodHandleInvoker(List<Method> functions, Object library) {
    handles = new MethodHandle[functions.size()];
    parameters = new Class<?>[functions.size()][];
    for (int i = 0; i < handles.length; i++) {
      parameters[i] = functions.get(i).getParameterTypes();
      handles[i] = isNeeded(functions.get(i)) ? bind(functions.get(i), library) : null;
    }
  }

  /** Returns whether a function has a parameter of a type that a generated class must not name. */
  static boolean isNeeded(Method method) {
    return !Arrays.stream(method.getParameterTypes()).allMatch(MethodHandleInvoker::isPublic);
  }

  private static boolean isPublic(Class<?> type) {
    Class<?> element = type;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    return Modifier.isPublic(element.getModifiers());
  }

  private static MethodHandle bind(Method method, Object library) {
    try {
      method.setAccessible(true);
      return MethodHandles.lookup()
          .unreflect(method)
          .bindTo(library)
          .asFixedArity()
          .asSpreader(Object[].class, method.getParameterCount())
          .asType(MethodType.methodType(Object.class, Object[].class));
    } catch (IllegalAccessException | RuntimeException refused) {
      throw new IllegalArgumentException(
          "Holdline cannot call "
              + method
              + ": make its parameter types public or, in a named module, open its package to"
              + " dev.holdline",
          refused);
    }
  }

  @Override
  @SuppressWarnings("NullAway") // there is a handle where one is needed
  public long invoke(Call call) {
    Class<?>[] types = parameters[call.function()];
    @Nullable Object[] arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      arguments[i] = types[i].isPrimitive() ? boxed(types[i], call.number(i)) : call.object(i);
    }
    try {
      Object result = handles[call.function()].invokeExact(arguments);
      return ((Number) result).longValue();
    } catch (Throwable thrown) {
      throw SneakyThrow.asItIs(thrown);
    }
  }

  private static Object boxed(Class<?> type, long number) {
    if (type == int.class) {
      return (int) number;
    }
    if (type == long.class) {
      return number;
    }
    if (type == short.class) {
      return (short) number;
    }
    if (type == byte.class) {
      return (byte) number;
    }
    if (type == char.class) {
      return (char) number;
    }
    if (type == boolean.class) {
      return number != 0;
    }
    return type == float.class
        ? (Object) Float.intBitsToFloat((int) number)
        : (Object) Double.longBitsToDouble(number);
  }
}
