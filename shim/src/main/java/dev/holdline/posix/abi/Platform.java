package dev.holdline.posix.abi;

import dev.holdline.posix.binding.Glibc;
import java.util.Locale;
import java.util.Set;
import jnr.ffi.LibraryLoader;

/** Where Holdline runs: Linux with glibc, on x86-64 and aarch64. Everything else is refused. */
public final class Platform {
  private static final Set<String> X86_64 = Set.of("amd64", "x86_64");
  private static final Set<String> AARCH64 = Set.of("aarch64", "arm64");
  private static final String ARCH = System.getProperty("os.arch", "");

  private Platform() {}

  /**
   * Returns when this system is supported.
   *
   * @throws UnsupportedOperationException with the platform found and the platforms supported, or
   *     with why JNR-FFI cannot call native code
   */
  public static void requireSupported() {
    check(System.getProperty("os.name", ""), ARCH, Platform::hasGlibc);
  }

  static void check(String os, String arch, java.util.function.BooleanSupplier glibc) {
    String name = arch.toLowerCase(Locale.ROOT);
    boolean known = X86_64.contains(name) || AARCH64.contains(name);
    if (!os.equals("Linux") || !known || !glibc.getAsBoolean()) {
      String libc = os.equals("Linux") && known ? " without glibc" : "";
      throw new UnsupportedOperationException(
          "Holdline does not support "
              + os
              + " on "
              + arch
              + libc
              + ": it runs on Linux with glibc 2.28 or later, x86-64 and aarch64; load the library"
              + " with jnr.ffi.LibraryLoader to run without it");
    }
  }

  static boolean isX86() {
    return X86_64.contains(ARCH.toLowerCase(Locale.ROOT));
  }

  /**
   * Whether the kernel has poll(2). A process that is stopped and goes on ends it on time, while
   * ppoll(2) goes on for as long as it had left. aarch64 has ppoll(2) only.
   */
  public static boolean hasPoll() {
    return isX86();
  }

  private static boolean hasGlibc() {
    NativeAccess.require();
    try {
      String version =
          LibraryLoader.create(Glibc.class).failImmediately().load("c").gnu_get_libc_version();
      return !version.isEmpty();
    } catch (UnsatisfiedLinkError missing) { // no such symbol
      return false;
    }
  }
}
