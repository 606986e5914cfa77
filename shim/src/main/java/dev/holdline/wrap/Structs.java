package dev.holdline.wrap;

import java.lang.reflect.Constructor;
import java.util.Arrays;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.ffi.Struct;

/** Makes structs of the caller's own classes, where an argument must be of a declared type. */
final class Structs {
  private Structs() {}

  /** Returns whether {@link #make} can make one; JNR-FFI asks for the same constructor. */
  static boolean canMake(Class<?> type) {
    try {
      make(type);
      return true;
    } catch (LinkageError | RuntimeException refused) {
      return false;
    }
  }

  static Struct make(Class<?> type) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(Runtime.class);
      constructor.setAccessible(true);
      return (Struct) constructor.newInstance(Runtime.getSystemRuntime());
    } catch (ReflectiveOperationException refused) {
      throw new LinkageError("no constructor (jnr.ffi.Runtime) of " + type, refused);
    }
  }

  /**
   * Returns an array for the structs behind the first ones of an array that lies in one piece of
   * memory. A copied range would not do: JNR-FFI passes the address of the whole piece that the
   * first struct is a slice of, so the first struct of the result is a slice of the rest.
   *
   * @param size of one struct, in bytes
   */
  static Struct[] after(Struct[] structs, int done, int size) {
    Struct[] rest = Arrays.copyOfRange(structs, done, structs.length);
    long address = Struct.getMemory(structs[0]).address() + (long) done * size;
    long length = (long) rest.length * size;
    Struct first = make(structs.getClass().getComponentType());
    first.useMemory(Pointer.wrap(first.getRuntime(), address, length).slice(0, size));
    rest[0] = first;
    return rest;
  }

  /** Returns a struct of the same class whose memory is that of another behind its first bytes. */
  static Struct after(Struct struct, long done) {
    Struct rest = make(struct.getClass());
    rest.useMemory(Struct.getMemory(struct).slice(done));
    return rest;
  }
}
