package dev.holdline.wrap;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.V17;

import java.lang.reflect.Method;
import jnr.ffi.Runtime;
import jnr.ffi.provider.LoadedLibrary;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;

/**
 * Writes the class that implements a library interface. A call that goes straight through costs
 * nothing; one that is gated becomes a {@link Call}, whose arguments are not boxed.
 *
 * <pre>{@code
 * public long recv(int fd, byte[] buf, long len, int flags) {
 *   Call call = calls.begin(0);
 *   call.put(0, fd);
 *   call.put(1, buf);
 *   ...
 *   return calls.carryOut(call);
 * }
 * }</pre>
 */
final class LibraryClass {
  private static final Type CALLS = Type.getType(Calls.class);
  private static final Type OBJECT = Type.getType(Object.class);
  private static final Type RUNTIME = Type.getType(Runtime.class);
  private static final Type STRING = Type.getType(String.class);

  private final Type self;
  private final Type library;
  private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);

  /**
   * Begins the class.
   *
   * @param name of the class, as {@link Class#getName} has it
   */
  LibraryClass(String name, Class<?> type) {
    self = Type.getObjectType(name.replace('.', '/'));
    library = Type.getType(type);
    String[] interfaces =
        LoadedLibrary.class.isAssignableFrom(type)
            ? new String[] {library.getInternalName()}
            : new String[] {library.getInternalName(), Type.getInternalName(LoadedLibrary.class)};
    writer.visit(
        V17,
        ACC_PUBLIC | ACC_FINAL | ACC_SUPER,
        self.getInternalName(),
        null,
        OBJECT.getInternalName(),
        interfaces);
    field("library", library);
    field("calls", CALLS);
    field("runtime", RUNTIME);
    field("name", STRING);
    constructor();
    accessor("getRuntime", "runtime", RUNTIME);
    accessor("toString", "name", STRING);
  }

  private void field(String name, Type type) {
    writer.visitField(ACC_PRIVATE | ACC_FINAL, name, type.getDescriptor(), null, null).visitEnd();
  }

  private void constructor() {
    String descriptor = Type.getMethodDescriptor(Type.VOID_TYPE, library, CALLS, RUNTIME, STRING);
    GeneratorAdapter code = Code.method(writer, "<init>", descriptor);
    code.loadThis();
    code.invokeConstructor(OBJECT, new org.objectweb.asm.commons.Method("<init>", "()V"));
    String[] fields = {"library", "calls", "runtime", "name"};
    Type[] types = {library, CALLS, RUNTIME, STRING};
    for (int i = 0; i < fields.length; i++) {
      code.loadThis();
      code.loadArg(i);
      code.putField(self, fields[i], types[i]);
    }
    code.returnValue();
    code.endMethod();
  }

  private void accessor(String method, String field, Type type) {
    GeneratorAdapter code = Code.method(writer, method, Type.getMethodDescriptor(type));
    code.loadThis();
    code.getField(self, field, type);
    code.returnValue();
    code.endMethod();
  }

  /** Adds a method that calls the library's. */
  void straight(Method method) {
    GeneratorAdapter code = Code.method(writer, method);
    callLibrary(code, method);
    code.endMethod();
  }

  /** Adds a method that is gated for a virtual thread, and calls the library's for another. */
  void write(Method method, int function) {
    GeneratorAdapter code = Code.method(writer, method);
    Label gated = code.newLabel();
    code.invokeStatic(CALLS, org.objectweb.asm.commons.Method.getMethod("boolean gatesWrites()"));
    code.ifZCmp(GeneratorAdapter.NE, gated);
    callLibrary(code, method);
    code.mark(gated);
    passGate(code, method, function);
    code.endMethod();
  }

  /** Adds a method whose calls pass the gate. */
  void gated(Method method, int function) {
    GeneratorAdapter code = Code.method(writer, method);
    passGate(code, method, function);
    code.endMethod();
  }

  private void callLibrary(GeneratorAdapter code, Method method) {
    code.loadThis();
    code.getField(self, "library", library);
    code.loadArgs();
    code.invokeInterface(library, org.objectweb.asm.commons.Method.getMethod(method));
    // JNR-FFI hands on addresses only: memory that is an argument and nothing else could be freed
    Class<?>[] parameters = method.getParameterTypes();
    for (int i = 0; i < parameters.length; i++) {
      if (!parameters[i].isPrimitive()) {
        code.loadArg(i);
        Code.fence(code);
      }
    }
    code.returnValue();
  }

  private void passGate(GeneratorAdapter code, Method method, int function) {
    code.loadThis();
    code.getField(self, "calls", CALLS);
    code.dup();
    code.push(function);
    Code.call(code, CALLS, "begin", Code.CALL, Type.INT_TYPE);
    Class<?>[] parameters = method.getParameterTypes();
    for (int i = 0; i < parameters.length; i++) {
      code.dup();
      code.push(i);
      code.loadArg(i);
      Code.put(code, parameters[i]);
    }
    Code.call(code, CALLS, "carryOut", Type.LONG_TYPE, Code.CALL);
    Code.fromLong(code, method.getReturnType());
    code.returnValue();
  }

  byte[] bytes() {
    writer.visitEnd();
    return writer.toByteArray();
  }
}
