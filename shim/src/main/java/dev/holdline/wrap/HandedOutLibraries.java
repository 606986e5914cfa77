package dev.holdline.wrap;

import dev.holdline.wrap.codegen.LibraryGate;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Gates the libraries that a library hands out, as the one of jnr-posix does with {@code libc()}.
 * Thread-safe.
 */
final class HandedOutLibraries implements LibraryGate {
  private final BiFunction<Class<?>, Object, Object> gate;
  private volatile @Nullable Held last; // most libraries hand out one only

  private record Held(Object plain, Class<?> type, Object library) {}

  /**
   * Creates it.
   *
   * @param gate returns the gated library for an interface and its plain implementation
   */
  HandedOutLibraries(BiFunction<Class<?>, Object, Object> gate) {
    this.gate = gate;
  }

  /** What is no library of JNR-FFI is returned as it is. */
  @Override
  public Object inPlaceOf(Object plain, Class<?> type) {
    Held known = last;
    if (known != null && known.plain == plain && known.type == type) {
      return known.library;
    }
    if (!JnrLibrary.isInstance(plain)) {
      return plain;
    }
    Object library = gate.apply(interfaceOf(plain, type), plain);
    last = new Held(plain, type, library);
    return library;
  }

  /** The interface that the library was loaded as: a caller may know it, and cast to it. */
  private static Class<?> interfaceOf(Object plain, Class<?> type) {
    return Arrays.stream(plain.getClass().getInterfaces())
        .filter(type::isAssignableFrom)
        .filter(each -> Modifier.isPublic(each.getModifiers()))
        .findFirst()
        .<Class<?>>map(each -> each)
        .orElse(type);
  }
}
