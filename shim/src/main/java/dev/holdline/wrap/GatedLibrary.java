package dev.holdline.wrap;

import dev.holdline.gate.Gate;
import dev.holdline.wrap.codegen.CallDispatcher;
import dev.holdline.wrap.codegen.GatedFunction;
import dev.holdline.wrap.codegen.GeneratedLibrary;
import dev.holdline.wrap.codegen.Route;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import jnr.ffi.Runtime;
import jnr.ffi.provider.LoadedLibrary;

/**
 * Makes the implementation of a library interface whose blocking functions are gated. Its class is
 * generated when the interface is wrapped for the first time.
 */
public final class GatedLibrary {
  /**
   * The generated classes of an interface, by the routes of its methods: they differ when a
   * function mapper renames a method, so that it is gated in one library and not in another.
   */
  private static final ClassValue<Map<List<Route>, GeneratedLibrary>> GENERATED =
      new ClassValue<>() {
        @Override
        protected Map<List<Route>, GeneratedLibrary> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  /** The gate of each library that was made here. */
  private static final Map<Object, Gate> HELD = Collections.synchronizedMap(new WeakHashMap<>());

  private GatedLibrary() {}

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
    if (GeneratedLibrary.isInstance(plain)) {
      return requireHeldBy(gate, plain);
    }
    JnrLibrary.require(type, plain);
    Functions known = new Functions(gate, checksLengths);
    List<Route> routes = new ArrayList<>();
    List<GatedFunction> gated = new ArrayList<>();
    List<Method> methods = LibraryMethods.of(type);
    for (Method method : methods) { // a wrong shape is refused before anything is generated
      String name = names.of(method);
      Route route = Functions.route(method, name);
      routes.add(route);
      if (route.mayPassGate()) {
        gated.add(known.function(method, name));
      }
    }
    HandedOutLibraries handedOut =
        new HandedOutLibraries(
            (handed, library) -> wrapHandedOut(handed, library, gate, checksLengths));
    GeneratedLibrary generated =
        GENERATED
            .get(type)
            .computeIfAbsent(routes, each -> new GeneratedLibrary(type, methods, each));
    CallDispatcher dispatcher = generated.dispatcher(plain, gated, handedOut);
    new ErrnoProbe(dispatcher).require(type, plain, generated.functions(), names);
    String name = "Holdline(" + type.getName() + ")";
    Object held = generated.implement(plain, dispatcher, JnrLibrary.runtime(plain), name);
    HELD.put(held, gate);
    return type.cast(held);
  }

  private static <T> T wrapHandedOut(
      Class<T> type, Object plain, Gate gate, boolean checksLengths) {
    return wrap(type, type.cast(plain), FunctionNames.AS_DECLARED, gate, checksLengths);
  }

  /**
   * Wrapped once more, a call would wait twice; and in a library that two Holdlines have wrapped,
   * it would not be clear whose settings hold.
   */
  private static <T> T requireHeldBy(Gate gate, T held) {
    if (HELD.get(held) != gate) {
      throw new IllegalArgumentException(
          held
              + " is held by another Holdline already, whose settings it keeps: pass the plain"
              + " library, as JNR-FFI loaded it");
    }
    return held;
  }
}
