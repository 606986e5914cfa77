package dev.holdline.wrap;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.V17;

import java.lang.reflect.Method;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;

/**
 * Writes the {@link Invoker} of a library interface.
 *
 * <pre>{@code
 * public long invoke(Call call) {
 *   switch (call.function()) {
 *     case 0:
 *       return library.recv(
 *           (int) call.number(0), (byte[]) call.object(1), call.number(2), (int) call.number(3));
 *     ...
 *   }
 * }
 * }</pre>
 */
final class InvokerClass {
  private static final Type OBJECT = Type.getType(Object.class);

  private final Type self;
  private final Type library;
  private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);

  InvokerClass(String name, Class<?> type) {
    self = Type.getObjectType(name.replace('.', '/'));
    library = Type.getType(type);
  }

  /** Returns the class; a call names its function by the index in the list. */
  byte[] bytes(List<Method> functions) {
    writer.visit(
        V17,
        ACC_PUBLIC | ACC_FINAL | ACC_SUPER,
        self.getInternalName(),
        null,
        OBJECT.getInternalName(),
        new String[] {Type.getInternalName(Invoker.class)});
    writer
        .visitField(ACC_PRIVATE | ACC_FINAL, "library", library.getDescriptor(), null, null)
        .visitEnd();
    constructor();
    invoke(functions);
    writer.visitEnd();
    return writer.toByteArray();
  }

  private void constructor() {
    String descriptor = Type.getMethodDescriptor(Type.VOID_TYPE, library);
    GeneratorAdapter code = Code.method(writer, "<init>", descriptor);
    code.loadThis();
    code.invokeConstructor(OBJECT, new org.objectweb.asm.commons.Method("<init>", "()V"));
    code.loadThis();
    code.loadArg(0);
    code.putField(self, "library", library);
    code.returnValue();
    code.endMethod();
  }

  private void invoke(List<Method> functions) {
    String descriptor = Type.getMethodDescriptor(Type.LONG_TYPE, Code.CALL);
    GeneratorAdapter code = Code.method(writer, "invoke", descriptor);
    Label unknown = code.newLabel();
    Label[] cases = functions.stream().map(each -> code.newLabel()).toArray(Label[]::new);
    if (cases.length > 0) { // there is no empty switch
      code.loadArg(0);
      Code.call(code, Code.CALL, "function", Type.INT_TYPE);
      code.visitTableSwitchInsn(0, cases.length - 1, unknown, cases);
    }
    for (int i = 0; i < cases.length; i++) {
      code.mark(cases[i]);
      call(code, functions.get(i));
    }
    code.mark(unknown);
    code.throwException(Type.getType(AssertionError.class), "no such function");
    code.endMethod();
  }

  private void call(GeneratorAdapter code, Method method) {
    if (HandleInvoker.isNeeded(method)) {
      code.loadArg(0);
      Code.call(code, Code.CALL, "callByHandle", Type.LONG_TYPE);
      code.returnValue();
      return;
    }
    code.loadThis();
    code.getField(self, "library", library);
    Class<?>[] parameters = method.getParameterTypes();
    for (int i = 0; i < parameters.length; i++) {
      code.loadArg(0);
      code.push(i);
      Code.take(code, parameters[i]);
    }
    code.invokeInterface(library, org.objectweb.asm.commons.Method.getMethod(method));
    Code.toLong(code, method.getReturnType());
    code.returnValue();
  }
}
