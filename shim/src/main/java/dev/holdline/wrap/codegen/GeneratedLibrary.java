package dev.holdline.wrap.codegen;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import jnr.ffi.Runtime;

/**
 * The classes that are generated for one library interface: one implements it, and one calls the
 * functions of the plain library. Thread-safe.
 */
public final class GeneratedLibrary {
  private final List<Method> functions; // those that do not go straight through
  private final Constructor<?> library;
  private final Constructor<?> invoker;

  /**
   * Generates them.
   *
   * @param methods what the interface leaves to be implemented
   * @param routes of the methods, in their order
   * @throws IllegalArgumentException when {@code type} cannot be seen from outside its module
   */
  public GeneratedLibrary(Class<?> type, List<Method> methods, List<Route> routes) {
    String name = type.getName() + "$Held";
    String invokerName = name + "Invoker";
    functions = gated(methods, routes);
    byte[] written = written(name, type, methods, routes);
    try {
      GeneratedClassLoader classes = new GeneratedClassLoader(type.getClassLoader());
      library = classes.define(name, written).getConstructors()[0];
      invoker =
          classes.define(invokerName, new InvokerClassWriter(invokerName, type, functions).bytes())
              .getConstructors()[0];
    } catch (LinkageError refused) {
      throw new IllegalArgumentException(
          "Holdline cannot implement "
              + type.getName()
              + ": make the interface public and, in a named module, export its package to all"
              + " (without \"to\"), or open it",
          refused);
    }
  }

  private static List<Method> gated(List<Method> methods, List<Route> routes) {
    List<Method> gated = new ArrayList<>();
    for (int i = 0; i < methods.size(); i++) {
      if (routes.get(i).mayPassGate()) {
        gated.add(methods.get(i));
      }
    }
    return List.copyOf(gated);
  }

  private static byte[] written(
      String name, Class<?> type, List<Method> methods, List<Route> routes) {
    LibraryClassWriter written = new LibraryClassWriter(name, type);
    int function = 0;
    for (int i = 0; i < methods.size(); i++) {
      Method method = methods.get(i);
      switch (routes.get(i)) {
        case STRAIGHT -> written.straight(method);
        case HANDS_OUT -> written.handsOut(method);
        case WRITE -> written.write(method, function++);
        case GATED -> written.gated(method, function++);
      }
    }
    return written.bytes();
  }

  /** Returns whether an object is of a class that was generated here. */
  public static boolean isInstance(Object library) {
    return library.getClass().getClassLoader() instanceof GeneratedClassLoader;
  }

  /** Returns the methods whose calls may pass the gate; a call has their index in this list. */
  public List<Method> functions() {
    return functions;
  }

  /**
   * Returns the dispatcher of the calls of one plain library.
   *
   * @param gated in the order of {@link #functions}
   * @param handedOut gates the libraries that it hands out
   * @throws IllegalArgumentException when a function can be called neither by a generated class nor
   *     by reflection
   */
  public CallDispatcher dispatcher(Object plain, List<GatedFunction> gated, LibraryGate handedOut) {
    Invoker byHandle = new MethodHandleInvoker(functions, plain);
    return new CallDispatcher(gated, (Invoker) make(invoker, plain), byHandle, handedOut);
  }

  /**
   * Returns an implementation of the interface.
   *
   * @param dispatcher of the calls of {@code plain}
   * @param name what its {@code toString} returns
   */
  public Object implement(Object plain, CallDispatcher dispatcher, Runtime runtime, String name) {
    return make(library, plain, dispatcher, runtime, name);
  }

  private static Object make(Constructor<?> constructor, Object... arguments) {
    try {
      return constructor.newInstance(arguments);
    } catch (ReflectiveOperationException failed) {
      throw new LinkageError("a generated class cannot be used", failed);
    }
  }
}
