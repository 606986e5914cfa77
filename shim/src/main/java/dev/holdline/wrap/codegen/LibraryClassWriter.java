package dev.holdline.wrap.codegen;

import dev.holdline.gate.Gate;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import jnr.ffi.Runtime;
import jnr.ffi.provider.LoadedLibrary;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;

/**
 * Writes the class that implements a library interface. A call that goes straight through costs
 * nothing; one that is gated becomes a {@link Call}, whose arguments are not boxed. A virtual
 * thread parks, or yields, right here, because all that is on its stack then is kept on the heap.
 *
 * <pre>{@code
 * public long recv(int fd, byte[] buf, long len, int flags) {
 *   Call call = dispatcher.begin(0);
 *   call.put(0, fd);
 *   call.put(1, buf);
 *   ...
 *   long result = dispatcher.carryOut(call);
 *   while (call.isSuspended()) {
 *     try {
 *       if (call.nanos() == Gate.FOR_EVER) {
 *         LockSupport.park();
 *       } else if (call.nanos() == Gate.YIELD) {
 *         Thread.yield();
 *       } else {
 *         LockSupport.parkNanos(call.nanos());
 *       }
 *     } catch (Throwable thrown) {
 *       call.abandon();
 *       throw thrown;
 *     }
 *     result = dispatcher.carryOut(call);
 *   }
 *   dispatcher.end(call);
 *   return result;
 * }
 * }</pre>
 */
final class LibraryClassWriter extends GeneratedClassWriter {
  private static final Type DISPATCHER = Type.getType(CallDispatcher.class);
  private static final Type LOCK_SUPPORT = Type.getType(LockSupport.class);
  private static final Type THREAD = Type.getType(Thread.class);
  private static final Type RUNTIME = Type.getType(Runtime.class);
  private static final Type STRING = Type.getType(String.class);

  private final Type library;

  /**
   * Begins the class.
   *
   * @param name of the class, as {@link Class#getName} has it
   */
  LibraryClassWriter(String name, Class<?> type) {
    super(name, interfaces(type), fields(type));
    library = Type.getType(type);
    accessor("getRuntime", "runtime", RUNTIME);
    accessor("toString", "name", STRING);
  }

  private static List<Class<?>> interfaces(Class<?> type) {
    return LoadedLibrary.class.isAssignableFrom(type)
        ? List.of(type)
        : List.of(type, LoadedLibrary.class);
  }

  private static Map<String, Type> fields(Class<?> type) {
    Map<String, Type> fields = new LinkedHashMap<>();
    fields.put("library", Type.getType(type));
    fields.put("dispatcher", DISPATCHER);
    fields.put("runtime", RUNTIME);
    fields.put("name", STRING);
    return fields;
  }

  private void accessor(String method, String field, Type type) {
    GeneratorAdapter code = method(method, Type.getMethodDescriptor(type));
    load(code, field);
    code.returnValue();
    code.endMethod();
  }

  /** Adds a method that calls the library's. */
  void straight(Method method) {
    GeneratorAdapter code = method(method);
    callLibrary(code, method);
    code.returnValue();
    code.endMethod();
  }

  /** Adds a method that calls the library's, and whose result is a library to be gated, too. */
  void handsOut(Method method) {
    GeneratorAdapter code = method(method);
    Type type = Type.getType(method.getReturnType());
    int plain = code.newLocal(type);
    callLibrary(code, method);
    code.storeLocal(plain);
    load(code, "dispatcher");
    code.loadLocal(plain);
    code.push(type);
    Bytecode.call(code, DISPATCHER, "handedOut", OBJECT, OBJECT, Type.getType(Class.class));
    code.checkCast(type);
    code.returnValue();
    code.endMethod();
  }

  /** Adds a method that is gated for a virtual thread, and calls the library's for another. */
  void write(Method method, int function) {
    GeneratorAdapter code = method(method);
    Label gated = code.newLabel();
    Bytecode.callStatic(code, DISPATCHER, "boolean gatesWrites()");
    code.ifZCmp(GeneratorAdapter.NE, gated);
    checkLength(code, method, function);
    callLibrary(code, method);
    code.returnValue();
    code.mark(gated);
    passGate(code, method, function);
    code.endMethod();
  }

  /** Where there may be a buffer and its length; the dispatcher knows whether there are. */
  private void checkLength(GeneratorAdapter code, Method method, int function) {
    Class<?>[] parameters = method.getParameterTypes();
    if (parameters.length < 3 || parameters[1].isPrimitive()) {
      return;
    }
    boolean isBoxed = Number.class.isAssignableFrom(parameters[2]);
    if (!isBoxed && parameters[2] != int.class && parameters[2] != long.class) {
      return;
    }
    load(code, "dispatcher");
    code.push(function);
    code.loadArg(1);
    code.loadArg(2);
    if (!isBoxed) {
      code.cast(Type.getType(parameters[2]), Type.LONG_TYPE);
    }
    Type length = isBoxed ? Type.getType(Number.class) : Type.LONG_TYPE;
    Bytecode.call(code, DISPATCHER, "check", Type.VOID_TYPE, Type.INT_TYPE, OBJECT, length);
  }

  /** Adds a method whose calls pass the gate. */
  void gated(Method method, int function) {
    GeneratorAdapter code = method(method);
    passGate(code, method, function);
    code.endMethod();
  }

  private void callLibrary(GeneratorAdapter code, Method method) {
    load(code, "library");
    code.loadArgs();
    code.invokeInterface(library, org.objectweb.asm.commons.Method.getMethod(method));
    // JNR-FFI hands on addresses only: memory that is an argument and nothing else could be freed
    Class<?>[] parameters = method.getParameterTypes();
    for (int i = 0; i < parameters.length; i++) {
      if (!parameters[i].isPrimitive()) {
        code.loadArg(i);
        Bytecode.fence(code);
      }
    }
  }

  private void passGate(GeneratorAdapter code, Method method, int function) {
    int call = begin(code, method, function);
    int result = code.newLocal(Type.LONG_TYPE);
    Label done = code.newLabel();
    Label again = code.mark();
    load(code, "dispatcher");
    code.loadLocal(call);
    Bytecode.call(code, DISPATCHER, "carryOut", Type.LONG_TYPE, Bytecode.CALL);
    code.storeLocal(result);
    code.loadLocal(call);
    Bytecode.call(code, Bytecode.CALL, "isSuspended", Type.BOOLEAN_TYPE);
    code.ifZCmp(GeneratorAdapter.EQ, done);
    park(code, call);
    code.goTo(again);
    code.mark(done);
    load(code, "dispatcher");
    code.loadLocal(call);
    Bytecode.call(code, DISPATCHER, "end", Type.VOID_TYPE, Bytecode.CALL);
    code.loadLocal(result);
    Bytecode.fromLong(code, method.getReturnType());
    code.returnValue();
  }

  /** Returns the local variable that has the call, with its arguments in it. */
  private int begin(GeneratorAdapter code, Method method, int function) {
    load(code, "dispatcher");
    code.push(function);
    Bytecode.call(code, DISPATCHER, "begin", Bytecode.CALL, Type.INT_TYPE);
    int call = code.newLocal(Bytecode.CALL);
    code.storeLocal(call);
    Class<?>[] parameters = method.getParameterTypes();
    for (int i = 0; i < parameters.length; i++) {
      code.loadLocal(call);
      code.push(i);
      code.loadArg(i);
      Bytecode.put(code, parameters[i]);
    }
    return call;
  }

  private static void park(GeneratorAdapter code, int call) {
    Label parked = code.newLabel();
    Label begin = code.mark();
    parkIf(code, call, Gate.FOR_EVER, parked, LOCK_SUPPORT, "void park()");
    parkIf(code, call, Gate.YIELD, parked, THREAD, "void yield()");
    code.loadLocal(call);
    Bytecode.call(code, Bytecode.CALL, "nanos", Type.LONG_TYPE);
    Bytecode.callStatic(code, LOCK_SUPPORT, "void parkNanos(long)");
    code.goTo(parked);
    code.catchException(begin, code.mark(), null);
    code.loadLocal(call);
    Bytecode.call(code, Bytecode.CALL, "abandon", Type.VOID_TYPE);
    code.throwException();
    code.mark(parked);
  }

  private static void parkIf(
      GeneratorAdapter code, int call, long nanos, Label parked, Type type, String method) {
    Label other = code.newLabel();
    code.loadLocal(call);
    Bytecode.call(code, Bytecode.CALL, "nanos", Type.LONG_TYPE);
    code.push(nanos);
    code.ifCmp(Type.LONG_TYPE, GeneratorAdapter.NE, other);
    Bytecode.callStatic(code, type, method);
    code.goTo(parked);
    code.mark(other);
  }
}
