package dev.holdline.wrap;

import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jnr.ffi.provider.LoadedLibrary;

/** The methods of a library interface that its implementation has to have. */
final class LibraryMethods {
  private LibraryMethods() {}

  /**
   * Returns them, always in the same order. A default method is not one of them: it runs on the
   * wrapper, so that the functions it calls are gated, too.
   */
  static List<Method> of(Class<?> type) {
    Map<String, Method> abstracts = new TreeMap<>();
    for (Method method : type.getMethods()) {
      if (Modifier.isAbstract(method.getModifiers()) && !isOwn(method)) {
        abstracts.put(method.getName() + descriptor(method), method);
      }
    }
    return List.copyOf(abstracts.values());
  }

  private static String descriptor(Method method) {
    return MethodType.methodType(method.getReturnType(), method.getParameterTypes())
        .descriptorString();
  }

  /** Whether the wrapper answers it itself. */
  private static boolean isOwn(Method method) {
    return has(Object.class, method) || has(LoadedLibrary.class, method);
  }

  private static boolean has(Class<?> type, Method method) {
    try {
      return type.getMethod(method.getName(), method.getParameterTypes()) != null;
    } catch (NoSuchMethodException its) {
      return false;
    }
  }
}
