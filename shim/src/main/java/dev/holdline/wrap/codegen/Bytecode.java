package dev.holdline.wrap.codegen;

import java.lang.ref.Reference;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;

/** The pieces of byte code that the generated classes of a library have in common. */
final class Bytecode {
  static final Type CALL = Type.getType(Call.class);

  private static final Type OBJECT = Type.getType(Object.class);
  private static final Type NUMBER = Type.getType(Number.class);

  private Bytecode() {}

  static void call(GeneratorAdapter code, Type owner, String name, Type returns, Type... takes) {
    String descriptor = Type.getMethodDescriptor(returns, takes);
    code.invokeVirtual(owner, new org.objectweb.asm.commons.Method(name, descriptor));
  }

  /** Calls a static method, declared as in the language. */
  static void callStatic(GeneratorAdapter code, Type owner, String declaration) {
    code.invokeStatic(owner, org.objectweb.asm.commons.Method.getMethod(declaration));
  }

  /** With a call, an index and an argument on the stack, puts the argument into the call. */
  static void put(GeneratorAdapter code, Class<?> type) {
    if (type == double.class) {
      bits(code, Double.class, "doubleToRawLongBits", type, long.class);
    } else if (type == float.class) {
      bits(code, Float.class, "floatToRawIntBits", type, int.class);
      code.cast(Type.INT_TYPE, Type.LONG_TYPE);
    } else if (type.isPrimitive()) {
      code.cast(widened(type), Type.LONG_TYPE);
    }
    Type kept = type.isPrimitive() ? Type.LONG_TYPE : OBJECT;
    call(code, CALL, "put", Type.VOID_TYPE, Type.INT_TYPE, kept);
  }

  /** With a call and an index on the stack, takes the argument out of the call. */
  static void take(GeneratorAdapter code, Class<?> type) {
    if (!type.isPrimitive()) {
      call(code, CALL, "object", OBJECT, Type.INT_TYPE);
      code.checkCast(Type.getType(type));
      return;
    }
    call(code, CALL, "number", Type.LONG_TYPE, Type.INT_TYPE);
    if (type == double.class) {
      bits(code, Double.class, "longBitsToDouble", long.class, type);
    } else if (type == float.class) {
      code.cast(Type.LONG_TYPE, Type.INT_TYPE);
      bits(code, Float.class, "intBitsToFloat", int.class, type);
    } else {
      code.cast(Type.LONG_TYPE, Type.getType(type));
    }
  }

  private static void bits(
      GeneratorAdapter code, Class<?> owner, String name, Class<?> takes, Class<?> returns) {
    String descriptor = Type.getMethodDescriptor(Type.getType(returns), Type.getType(takes));
    code.invokeStatic(Type.getType(owner), new org.objectweb.asm.commons.Method(name, descriptor));
  }

  /** Turns a result of a type that Signature accepts into a long. */
  static void toLong(GeneratorAdapter code, Class<?> type) {
    if (type.isPrimitive()) {
      code.cast(widened(type), Type.LONG_TYPE);
    } else {
      call(code, NUMBER, "longValue", Type.LONG_TYPE);
    }
  }

  /** Turns a long into a result of a type that Signature accepts. */
  static void fromLong(GeneratorAdapter code, Class<?> type) {
    Type result = Type.getType(type);
    Type primitive = type.isPrimitive() ? result : primitive(type);
    code.cast(Type.LONG_TYPE, primitive);
    if (!type.isPrimitive()) {
      code.valueOf(primitive);
    }
  }

  private static Type primitive(Class<?> box) {
    return box == Long.class ? Type.LONG_TYPE : Type.INT_TYPE;
  }

  /** The JVM computes with what is smaller than an int as with an int. */
  private static Type widened(Class<?> type) {
    return type == long.class ? Type.LONG_TYPE : Type.INT_TYPE;
  }

  /** Keeps the object on the stack reachable up to here. */
  static void fence(GeneratorAdapter code) {
    String descriptor = Type.getMethodDescriptor(Type.VOID_TYPE, OBJECT);
    code.invokeStatic(
        Type.getType(Reference.class),
        new org.objectweb.asm.commons.Method("reachabilityFence", descriptor));
  }
}
