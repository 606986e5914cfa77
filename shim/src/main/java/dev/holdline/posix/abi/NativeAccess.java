package dev.holdline.posix.abi;

import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;
import org.jspecify.annotations.Nullable;

/** Whether JNR-FFI can call native code at all, and why not. */
final class NativeAccess {
  /** The part of JNR-FFI that loads native code, for whose module the JVM has an option. */
  private static final String LOADER = "com.kenai.jffi.internal.StubLoader";

  private NativeAccess() {}

  /**
   * Returns when JNR-FFI works.
   *
   * @throws UnsupportedOperationException with the cause, and the option of java where it is one
   */
  static void require() {
    check(() -> Runtime.getSystemRuntime().addressSize(), module());
  }

  static void check(Runnable use, String module) {
    try {
      use.run();
    } catch (LinkageError failed) {
      throw isDenied(failed)
          ? new UnsupportedOperationException(
              "this JVM does not let JNR-FFI call native code, and Holdline cannot do without:"
                  + " start it with --enable-native-access="
                  + module,
              failed)
          : new UnsupportedOperationException(
              "JNR-FFI could not load its native library, and Holdline cannot do without: "
                  + reason(failed)
                  + ". It is in the artifact com.github.jnr:jffi with the classifier \"native\","
                  + " which has to be on the class path, and needs glibc; the -all jar of Holdline"
                  + " has it",
              failed);
    }
  }

  /** JNR-FFI passes the refusal of the JVM on as the text of another error. */
  private static boolean isDenied(Throwable failed) {
    for (Throwable each = failed; each != null; each = each.getCause()) {
      if (each.toString().contains(IllegalCallerException.class.getName())) {
        return true;
      }
    }
    return false;
  }

  /** The first line of the innermost cause: JNR-FFI appends a stack trace. */
  private static String reason(Throwable failed) {
    Throwable innermost = failed;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return innermost.toString().lines().findFirst().orElse("");
  }

  private static String module() {
    @Nullable String name = null;
    try {
      ClassLoader loader = LibraryLoader.class.getClassLoader();
      name = Class.forName(LOADER, false, loader).getModule().getName();
    } catch (ClassNotFoundException elsewhere) { // only the advice depends on it
      name = LibraryLoader.class.getModule().getName();
    }
    return name == null ? "ALL-UNNAMED" : name;
  }
}
