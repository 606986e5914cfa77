package dev.holdline.wrap.codegen;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.V17;

import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.commons.Method;

/** A class that is generated: what it implements, and its fields, which its constructor takes. */
abstract class GeneratedClassWriter {
  static final Type OBJECT = Type.getType(Object.class);

  private final Type self;
  private final Map<String, Type> fields;
  private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);

  /**
   * Begins the class.
   *
   * @param name of the class, as {@link Class#getName} has it
   * @param itsFields by name, in the order in which the constructor takes them
   */
  GeneratedClassWriter(String name, List<Class<?>> interfaces, Map<String, Type> itsFields) {
    self = Type.getObjectType(name.replace('.', '/'));
    fields = itsFields;
    writer.visit(
        V17,
        ACC_PUBLIC | ACC_FINAL | ACC_SUPER,
        self.getInternalName(),
        null,
        OBJECT.getInternalName(),
        interfaces.stream().map(Type::getInternalName).toArray(String[]::new));
    fields.forEach(
        (field, type) ->
            writer
                .visitField(ACC_PRIVATE | ACC_FINAL, field, type.getDescriptor(), null, null)
                .visitEnd());
    constructor();
  }

  private void constructor() {
    Type[] types = fields.values().toArray(Type[]::new);
    GeneratorAdapter code = method("<init>", Type.getMethodDescriptor(Type.VOID_TYPE, types));
    code.loadThis();
    code.invokeConstructor(OBJECT, new Method("<init>", "()V"));
    int argument = 0;
    for (Map.Entry<String, Type> field : fields.entrySet()) {
      code.loadThis();
      code.loadArg(argument++);
      code.putField(self, field.getKey(), field.getValue());
    }
    code.returnValue();
    code.endMethod();
  }

  /** Begins a public method. */
  final GeneratorAdapter method(String name, String descriptor) {
    GeneratorAdapter code =
        new GeneratorAdapter(
            writer.visitMethod(ACC_PUBLIC, name, descriptor, null, null),
            ACC_PUBLIC,
            name,
            descriptor);
    code.visitCode();
    return code;
  }

  /** Begins a public method as an interface declares it. */
  final GeneratorAdapter method(java.lang.reflect.Method method) {
    return method(method.getName(), Type.getMethodDescriptor(method));
  }

  /** Puts the value of a field onto the stack. */
  final void load(GeneratorAdapter code, String field) {
    code.loadThis();
    code.getField(self, field, fields.getOrDefault(field, OBJECT));
  }

  /** Ends the class. */
  final byte[] bytes() {
    writer.visitEnd();
    return writer.toByteArray();
  }
}
