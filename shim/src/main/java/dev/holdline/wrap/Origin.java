package dev.holdline.wrap;

import jnr.ffi.Runtime;
import jnr.ffi.provider.LoadedLibrary;

/** Where an implementation of a library interface comes from: JNR-FFI, or it is refused. */
final class Origin {
  /** Goes through JNR-FFI for everything, but hands its libraries out by another method. */
  private static final String JNR_POSIX = "jnr.posix.";

  private Origin() {}

  /** Returns whether errno of its calls is where Holdline reads it. */
  static boolean isJnr(Object library) {
    return library instanceof LoadedLibrary || library.getClass().getName().startsWith(JNR_POSIX);
  }

  static Runtime runtime(Object library) {
    return library instanceof LoadedLibrary loaded
        ? loaded.getRuntime()
        : Runtime.getSystemRuntime();
  }

  /** Requires what {@link #isJnr} accepts. */
  static void require(Class<?> type, Object library) {
    if (!isJnr(library)) {
      throw new IllegalArgumentException(
          "Holdline cannot gate "
              + type.getName()
              + ": "
              + library.getClass().getName()
              + " was not loaded by JNR-FFI, and implementations by java.lang.foreign, by JNA, by"
              + " hand or of a mock do not keep errno where Holdline reads it. Pass what Holdline"
              + ".load or jnr.ffi.LibraryLoader returned; code of your own in front of such a"
              + " library says so by implementing jnr.ffi.provider.LoadedLibrary");
    }
  }
}
