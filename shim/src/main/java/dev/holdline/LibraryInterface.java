package dev.holdline;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import jnr.ffi.LibraryOption;
import jnr.ffi.provider.LoadedLibrary;
import org.jspecify.annotations.Nullable;

/** What JNR-FFI can make a library of, and what is said of everything else. */
final class LibraryInterface {
  private static final String ADVICE = ": declare each function with the types that C has";

  private LibraryInterface() {}

  static void require(Class<?> type) {
    Objects.requireNonNull(
        type, "type is null: pass the library interface, for example LibC.class");
    check(
        type.isInterface(),
        type.getTypeName() + " is not an interface: JNR-FFI binds libraries to interfaces");
    check(
        !isOfJna(type),
        type.getName()
            + " is an interface of JNA (com.sun.jna.Library), which keeps errno where Holdline"
            + " cannot read it: declare the functions in an interface that does not extend it,"
            + " with jnr.ffi.Pointer for com.sun.jna.Pointer, and load that with Holdline.load");
  }

  /**
   * JNR-FFI generates the implementation in a class loader of its own, which can only see public
   * interfaces. It does not mind a class around the interface that is not, and to it a protected
   * member is public.
   */
  static void requireLoadable(Class<?> type) {
    check(
        (type.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0,
        "JNR-FFI cannot implement " + type.getName() + ": make the interface public");
    check(
        !type.isSealed(),
        type.getName() + " is sealed, so JNR-FFI must not implement it: make it an open interface");
    check(
        !type.isAnnotation(),
        type.getName() + " is an annotation: declare the functions in an interface");
    requireJnr(type);
  }

  /** What its class loader does not know, no class that is generated beside it can implement. */
  private static void requireJnr(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    Class<?> seen = seenBy(loader);
    boolean isOfTheJdk = loader == null || loader == ClassLoader.getPlatformClassLoader();
    check(
        seen != null || !isOfTheJdk,
        type.getName()
            + " is an interface of the JDK, where JNR-FFI cannot be seen: declare the functions in"
            + " an interface of your own");
    check(
        seen != null,
        type.getName()
            + " was loaded by "
            + loader
            + ", which does not see JNR-FFI: put the jar of JNR-FFI where the interface is");
    check(
        seen == LoadedLibrary.class,
        type.getName()
            + " was loaded by "
            + loader
            + ", which has a JNR-FFI of its own: load JNR-FFI, Holdline and the interface by one"
            + " class loader");
  }

  private static @Nullable Class<?> seenBy(@Nullable ClassLoader loader) {
    try {
      return Class.forName(LoadedLibrary.class.getName(), false, loader);
    } catch (ClassNotFoundException unseen) {
      return null;
    }
  }

  /** By name: JNA need not be there. */
  private static boolean isOfJna(Class<?> type) {
    return type.getName().equals("com.sun.jna.Library")
        || Arrays.stream(type.getInterfaces()).anyMatch(LibraryInterface::isOfJna);
  }

  /**
   * Requires that JNR-FFI could bind all functions; where it could not, it returns a library whose
   * every method throws why.
   *
   * @throws LinkageError of JNR-FFI for a library that was not found
   */
  static void requireBound(Class<?> type, Object library) {
    try {
      ((LoadedLibrary) library).getRuntime();
    } catch (RuntimeException unbound) {
      if (unbound.getCause() instanceof LinkageError refused) {
        throw new IllegalArgumentException(
            "JNR-FFI cannot implement "
                + type.getName()
                + " ("
                + refused.getMessage()
                + "): in a named module, export its package to all (without"
                + " \"to\"), or open it",
            unbound);
      }
      String generic =
          Arrays.stream(type.getTypeParameters())
              .map(each -> each.getName() + " is " + each.getBounds()[0].getTypeName())
              .collect(Collectors.joining(", "));
      throw new IllegalArgumentException(
          "JNR-FFI cannot bind "
              + type.getName()
              + " ("
              + unbound.getMessage()
              + ")"
              + (generic.isEmpty() ? "" : "; it is generic: to JNR-FFI its " + generic)
              + ADVICE,
          unbound);
    }
  }

  /** Requires that errno of each call is kept. */
  static void requireErrno(Class<?> type, Map<LibraryOption, ?> options) {
    check(
        !options.containsKey(LibraryOption.IgnoreError)
            || options.containsKey(LibraryOption.SaveError),
        type.getName()
            + " is to be loaded with LibraryOption.IgnoreError, and without errno Holdline cannot"
            + " tell EAGAIN from a failure: leave the option out, and mark with @IgnoreError what"
            + " does not wait");
  }

  private static void check(boolean fulfilled, String problem) {
    if (!fulfilled) {
      throw new IllegalArgumentException(problem);
    }
  }
}
