package dev.holdline.wrap;

import jnr.ffi.Runtime;
import jnr.ffi.provider.LoadedLibrary;

/** Tells the libraries that JNR-FFI loaded from implementations of others, which are refused. */
final class JnrLibrary {
  /** jnr-posix calls C by JNR-FFI only, but does not implement LoadedLibrary. */
  private static final String JNR_POSIX = "jnr.posix.";

  private JnrLibrary() {}

  /** Returns whether errno of its calls is where Holdline reads it. */
  static boolean isInstance(Object library) {
    return library instanceof LoadedLibrary || library.getClass().getName().startsWith(JNR_POSIX);
  }

  static Runtime runtime(Object library) {
    return library instanceof LoadedLibrary loaded
        ? loaded.getRuntime()
        : Runtime.getSystemRuntime();
  }

  /** Requires what {@link #isInstance} accepts. */
  static void require(Class<?> type, Object library) {
    if (!isInstance(library)) {
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
