package dev.holdline.wrap.gated;

import dev.holdline.gate.Gate;
import dev.holdline.wrap.gated.Calls.Function;
import dev.holdline.wrap.gated.Functions.Route;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import jnr.ffi.Runtime;
import jnr.ffi.provider.LoadedLibrary;
import org.objectweb.asm.Type;

/**
 * The implementation of one library interface whose blocking functions are gated: a class of its
 * own, generated when the interface is wrapped for the first time.
 */
public final class GatedLibrary {
  /** One class for each way to distribute the methods of an interface: a mapper may rename them. */
  private static final ClassValue<Map<List<Route>, GatedLibrary>> GENERATED =
      new ClassValue<>() {
        @Override
        protected Map<List<Route>, GatedLibrary> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  /** Who gates which of the libraries that were made here. */
  private static final Map<Object, Gate> HELD = Collections.synchronizedMap(new WeakHashMap<>());

  private final List<Method> functions; // those that do not go straight through
  private final Constructor<?> library;
  private final Constructor<?> invoker;

  /**
   * Generates it.
   *
   * @param routes of the methods, in their order
   */
  private GatedLibrary(Class<?> type, List<Route> routes) {
    String name = type.getName() + "$Held";
    LibraryClass written = new LibraryClass(name, type);
    List<Method> methods = methodsOf(type);
    functions = new ArrayList<>();
    for (int i = 0; i < methods.size(); i++) {
      Method method = methods.get(i);
      switch (routes.get(i)) {
        case STRAIGHT -> written.straight(method);
        case HANDS_OUT -> written.handsOut(method);
        case WRITE -> {
          written.write(method, functions.size());
          functions.add(method);
        }
        case GATED -> {
          written.gated(method, functions.size());
          functions.add(method);
        }
      }
    }
    try {
      GeneratedClasses classes = new GeneratedClasses(type.getClassLoader());
      library = classes.define(name, written.bytes()).getConstructors()[0];
      String invokerName = name + "Invoker";
      invoker =
          classes.define(invokerName, new InvokerClass(invokerName, type, functions).bytes())
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

  /**
   * The methods to be implemented, always in the same order. A default method runs on the wrapper,
   * so that the functions it calls are gated, too.
   */
  static List<Method> methodsOf(Class<?> type) {
    Map<String, Method> abstracts = new TreeMap<>();
    for (Method method : type.getMethods()) {
      if (Modifier.isAbstract(method.getModifiers()) && !isOwn(method)) {
        abstracts.put(method.getName() + Type.getMethodDescriptor(method), method);
      }
    }
    return List.copyOf(abstracts.values());
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

  /**
   * Returns an implementation of {@code type} whose blocking functions are gated. It also
   * implements {@link LoadedLibrary}, so that {@link Runtime#getRuntime(Object)} accepts it.
   *
   * @param type the library interface
   * @param plain its plain implementation, from {@link jnr.ffi.LibraryLoader}
   * @param names which functions of C its methods are
   * @param checksLengths whether a length that its buffer does not have is refused
   * @throws IllegalArgumentException when {@code plain} does not come from JNR-FFI, was loaded
   *     without errno, or passes another gate already; when {@code type} is not public, or declares
   *     a function that must be gated in a shape in which it cannot be
   */
  public static <T> T wrap(
      Class<T> type, T plain, FunctionNames names, Gate gate, boolean checksLengths) {
    if (isHeld(plain)) {
      return requireHeldBy(gate, plain);
    }
    Origin.require(type, plain);
    Functions known = new Functions(gate, checksLengths);
    List<Route> routes = new ArrayList<>();
    List<Function> gated = new ArrayList<>();
    for (Method method : methodsOf(type)) { // a wrong shape is refused before anything is generated
      String name = names.of(method);
      Route route = Functions.route(method, name);
      routes.add(route);
      if (route == Route.WRITE || route == Route.GATED) {
        gated.add(known.function(method, name));
      }
    }
    Object held =
        GENERATED
            .get(type)
            .computeIfAbsent(routes, each -> new GatedLibrary(type, each))
            .wrap(type, plain, gated, names, new HandedOut(gate, checksLengths));
    HELD.put(held, gate);
    return type.cast(held);
  }

  /** Whether it is one of those that are generated here. */
  private static boolean isHeld(Object library) {
    return library.getClass().getClassLoader() instanceof GeneratedClasses;
  }

  /** Twice through a gate, a call would only wait twice; through two, it is not clear how. */
  private static <T> T requireHeldBy(Gate gate, T held) {
    if (HELD.get(held) != gate) {
      throw new IllegalArgumentException(
          held
              + " is held by another Holdline already, whose settings it keeps: pass the plain"
              + " library, as JNR-FFI loaded it");
    }
    return held;
  }

  private Object wrap(
      Class<?> type, Object plain, List<Function> gated, FunctionNames names, HandedOut handedOut) {
    Invoker byHandle = new HandleInvoker(functions, plain);
    Invoker called = (Invoker) make(invoker, plain);
    Calls calls = new Calls(gated.toArray(Function[]::new), called, byHandle, handedOut);
    new ErrnoProbe(calls).require(type, plain, functions, names);
    return make(library, plain, calls, Origin.runtime(plain), "Holdline(" + type.getName() + ")");
  }

  private static Object make(Constructor<?> constructor, Object... arguments) {
    try {
      return constructor.newInstance(arguments);
    } catch (ReflectiveOperationException failed) {
      throw new LinkageError("a generated class cannot be used", failed);
    }
  }
}
