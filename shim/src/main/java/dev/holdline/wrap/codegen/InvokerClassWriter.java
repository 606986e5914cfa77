package dev.holdline.wrap.codegen;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
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
final class InvokerClassWriter extends GeneratedClassWriter {
  private final Type library;

  /**
   * Writes the class.
   *
   * @param functions a call names its function by the index in this list
   */
  InvokerClassWriter(String name, Class<?> type, List<Method> functions) {
    super(name, List.of(Invoker.class), Map.of("library", Type.getType(type)));
    library = Type.getType(type);
    invoke(functions);
  }

  private void invoke(List<Method> functions) {
    GeneratorAdapter code =
        method("invoke", Type.getMethodDescriptor(Type.LONG_TYPE, Bytecode.CALL));
    Label unknown = code.newLabel();
    Label[] cases = functions.stream().map(each -> code.newLabel()).toArray(Label[]::new);
    if (cases.length > 0) { // there is no empty switch
      code.loadArg(0);
      Bytecode.call(code, Bytecode.CALL, "function", Type.INT_TYPE);
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
    if (MethodHandleInvoker.isNeeded(method)) {
      code.loadArg(0);
      Bytecode.call(code, Bytecode.CALL, "callByHandle", Type.LONG_TYPE);
      code.returnValue();
      return;
    }
    load(code, "library");
    Class<?>[] parameters = method.getParameterTypes();
    for (int i = 0; i < parameters.length; i++) {
      code.loadArg(0);
      code.push(i);
      Bytecode.take(code, parameters[i]);
    }
    code.invokeInterface(library, org.objectweb.asm.commons.Method.getMethod(method));
    Bytecode.toLong(code, method.getReturnType());
    code.returnValue();
  }
}
