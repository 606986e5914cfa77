package dev.holdline.wrap;

import dev.holdline.posix.Syscalls;
import dev.holdline.wait.Gate;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import jnr.ffi.Runtime;
import jnr.ffi.provider.LoadedLibrary;
import org.jspecify.annotations.Nullable;

/** Makes the gated implementation of a library interface. */
public final class GatedLibrary {
  private static final @Nullable Object[] NO_ARGUMENTS = {};

  private GatedLibrary() {}

  /**
   * Returns an implementation of {@code type} whose blocking functions are gated. It also
   * implements {@link LoadedLibrary}, so that {@link Runtime#getRuntime(Object)} accepts it.
   *
   * @param type the library interface
   * @param library its plain implementation, from {@link jnr.ffi.LibraryLoader}
   * @throws IllegalArgumentException when {@code type} is no interface, or declares a function that
   *     must be gated in a shape in which it cannot be
   */
  @SuppressWarnings("exports") // porters come by Holdline.wrap; Gate stays inside
  public static <T> T wrap(Class<T> type, T library, Gate gate, Syscalls syscalls) {
    if (!type.isInterface()) {
      throw new IllegalArgumentException(
          type.getName() + " is not an interface: JNR-FFI binds libraries to interfaces");
    }
    Functions functions = new Functions(gate, syscalls, library);
    Map<Method, Handler> handlers = new HashMap<>();
    for (Method method : type.getMethods()) {
      if (!Modifier.isStatic(method.getModifiers())) {
        handlers.put(method, method.isDefault() ? byDefault(method) : functions.handler(method));
      }
    }
    addOwn(handlers, type, library);
    InvocationHandler dispatch =
        (proxy, method, arguments) -> {
          Handler handler = handlers.get(method);
          if (handler == null) {
            throw new AssertionError("no handler for " + method);
          }
          return handler.invoke(proxy, arguments == null ? NO_ARGUMENTS : arguments);
        };
    Class<?>[] interfaces =
        LoadedLibrary.class.isAssignableFrom(type)
            ? new Class<?>[] {type}
            : new Class<?>[] {type, LoadedLibrary.class};
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), interfaces, dispatch));
  }

  /** A default method runs on the wrapper, so that the functions it calls are gated, too. */
  private static Handler byDefault(Method method) {
    return (proxy, arguments) -> InvocationHandler.invokeDefault(proxy, method, arguments);
  }

  private static void addOwn(Map<Method, Handler> handlers, Class<?> type, Object library) {
    Runtime runtime =
        library instanceof LoadedLibrary loaded ? loaded.getRuntime() : Runtime.getSystemRuntime();
    String name = "Holdline(" + type.getName() + ")";
    try {
      handlers.put(LoadedLibrary.class.getMethod("getRuntime"), (proxy, none) -> runtime);
      handlers.put(Object.class.getMethod("toString"), (proxy, none) -> name);
      handlers.put(
          Object.class.getMethod("hashCode"), (proxy, none) -> System.identityHashCode(proxy));
      handlers.put(
          Object.class.getMethod("equals", Object.class),
          (proxy, arguments) -> proxy == arguments[0]);
    } catch (NoSuchMethodException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
