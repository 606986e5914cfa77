package dev.holdline.wrap;

import dev.holdline.wait.Gate;
import dev.holdline.wrap.Calls.Function;
import dev.holdline.wrap.Functions.Route;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jnr.ffi.Runtime;
import jnr.ffi.provider.LoadedLibrary;
import org.objectweb.asm.Type;

/**
 * The implementation of one library interface whose blocking functions are gated: a class of its
 * own, generated when the interface is wrapped for the first time.
 */
public final class GatedLibrary {
  private static final ClassValue<GatedLibrary> GENERATED =
      new ClassValue<>() {
        @Override
        protected GatedLibrary computeValue(Class<?> type) {
          return new GatedLibrary(type);
        }
      };

  private final List<Method> functions; // those that do not go straight through
  private final Constructor<?> library;
  private final Constructor<?> invoker;

  private GatedLibrary(Class<?> type) {
    String name = type.getName() + "$Held";
    LibraryClass written = new LibraryClass(name, type);
    Collection<Method> methods = methodsOf(type);
    functions = functionsOf(methods);
    for (Method method : methods) {
      switch (Functions.route(method)) {
        case STRAIGHT -> written.straight(method);
        case WRITE -> written.write(method, functions.indexOf(method));
        case GATED -> written.gated(method, functions.indexOf(method));
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
              + ": make the interface public and, in a named module, export its package",
          refused);
    }
  }

  /**
   * The methods to be implemented, always in the same order. A default method runs on the wrapper,
   * so that the functions it calls are gated, too.
   */
  private static Collection<Method> methodsOf(Class<?> type) {
    Map<String, Method> abstracts = new TreeMap<>();
    for (Method method : type.getMethods()) {
      if (Modifier.isAbstract(method.getModifiers()) && !isOwn(method)) {
        abstracts.put(method.getName() + Type.getMethodDescriptor(method), method);
      }
    }
    return abstracts.values();
  }

  /** Those that do not go straight through. */
  private static List<Method> functionsOf(Collection<Method> methods) {
    return methods.stream().filter(method -> Functions.route(method) != Route.STRAIGHT).toList();
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
   * @throws IllegalArgumentException when {@code type} is no public interface, or declares a
   *     function that must be gated in a shape in which it cannot be
   */
  @SuppressWarnings("exports") // porters come by Holdline.wrap; Gate stays inside
  public static <T> T wrap(Class<T> type, T plain, Gate gate) {
    if (!type.isInterface()) {
      throw new IllegalArgumentException(
          type.getName() + " is not an interface: JNR-FFI binds libraries to interfaces");
    }
    Functions known = new Functions(gate);
    Function[] gated = // a wrong shape is refused before anything is generated
        functionsOf(methodsOf(type)).stream().map(known::function).toArray(Function[]::new);
    return type.cast(GENERATED.get(type).wrap(type, plain, gated));
  }

  private Object wrap(Class<?> type, Object plain, Function[] gated) {
    Runtime runtime =
        plain instanceof LoadedLibrary loaded ? loaded.getRuntime() : Runtime.getSystemRuntime();
    Invoker byHandle = new HandleInvoker(functions, plain);
    Calls calls = new Calls(gated, (Invoker) make(invoker, plain), byHandle);
    return make(library, plain, calls, runtime, "Holdline(" + type.getName() + ")");
  }

  private static Object make(Constructor<?> constructor, Object... arguments) {
    try {
      return constructor.newInstance(arguments);
    } catch (ReflectiveOperationException failed) {
      throw new LinkageError("a generated class cannot be used", failed);
    }
  }
}
