package dev.holdline;

import dev.holdline.gate.Gate;
import dev.holdline.held.Descriptors;
import dev.holdline.held.Held;
import dev.holdline.posix.Files;
import dev.holdline.posix.abi.Platform;
import dev.holdline.posix.kernel.JnrSyscalls;
import dev.holdline.posix.kernel.Syscalls;
import dev.holdline.selector.BackgroundSelector;
import dev.holdline.selector.Clock;
import dev.holdline.selector.PollerChoice;
import dev.holdline.selector.SystemClock;
import dev.holdline.wait.InterruptPolicy;
import dev.holdline.wait.WaitSettings;
import dev.holdline.wrap.FunctionNames;
import dev.holdline.wrap.GatedLibrary;
import dev.holdline.wrap.Inspection;
import dev.holdline.wrap.RenamedFunctionWarning;
import dev.holdline.wrap.codegen.AsmLibrary;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import jnr.ffi.LibraryLoader;
import jnr.ffi.LibraryOption;
import jnr.ffi.mapper.FunctionMapper;
import org.jspecify.annotations.Nullable;

/**
 * The way in. {@link #load} replaces {@code LibraryLoader.create(type).load(name)}; what it returns
 * behaves as the plain library, errno for errno, but its waits end when the descriptor is closed or
 * the thread is interrupted, are split into slices, and park a virtual thread. Thread-safe.
 *
 * <p>All instances share one registry of descriptors: a close through one wakes a waiter of
 * another.
 */
public final class Holdline implements AutoCloseable {
  private static volatile @Nullable Holdline shared; // once it could be made

  private final HoldlineConfig config;
  private final Syscalls syscalls;
  private final Gate gate;

  Holdline(HoldlineConfig config, Syscalls syscalls, Descriptors descriptors, Clock clock) {
    this.config = config;
    this.syscalls = syscalls;
    long sliceNanos = config.slice().toNanos();
    PollerChoice choice = PollerChoice.valueOf(config.poller().name());
    this.gate =
        new Gate(
            descriptors,
            new BackgroundSelector(syscalls, choice, sliceNanos, clock),
            new WaitSettings(
                sliceNanos,
                InterruptPolicy.valueOf(config.interrupts().name()),
                config.wakeOnClose(),
                config.directWaiters()),
            clock);
  }

  /**
   * Returns the instance that {@link #load} uses, configured by system properties. It lives as long
   * as the process.
   *
   * @throws UnsupportedOperationException on a platform that is not supported
   * @throws IllegalArgumentException when a system property has a bad value
   */
  public static Holdline shared() {
    Holdline present = shared;
    return present == null ? makeShared() : present;
  }

  private static synchronized Holdline makeShared() {
    Holdline present = shared;
    if (present == null) {
      present = create(HoldlineConfig.fromSystemProperties());
      shared = present;
    }
    return present;
  }

  /**
   * Returns an instance with a configuration of its own.
   *
   * @throws UnsupportedOperationException on a platform that is not supported
   */
  public static Holdline create(HoldlineConfig config) {
    Objects.requireNonNull(
        config, "config is null: pass HoldlineConfig.builder().build(), or use Holdline.shared()");
    Platform.requireSupported();
    return new Holdline(
        config,
        JnrSyscalls.instance(),
        Descriptors.shared(),
        new SystemClock(JnrSyscalls.instance()));
  }

  /**
   * Loads a library and gates its blocking functions, with the {@link #shared} instance.
   *
   * @param type the library interface
   * @param name the library's name as {@link LibraryLoader#load} takes it, for example {@code c}
   * @throws UnsupportedOperationException on a platform that is not supported
   * @throws IllegalArgumentException when JNR-FFI cannot implement {@code type}, a function is
   *     declared in a shape that cannot be gated, or a system property has a bad value
   * @throws UnsatisfiedLinkError when the library is not found
   */
  public static <T> T load(Class<T> type, String name) {
    return load(type, name, Map.of());
  }

  /**
   * As {@link #load(Class, String)}, with options for JNR-FFI. A function that {@link
   * LibraryOption#FunctionMapper} renames is gated as what it is in C.
   *
   * @param options as {@link LibraryLoader#loadLibrary(Class, Map, String...)} takes them
   * @throws IllegalArgumentException also for {@link LibraryOption#IgnoreError}
   */
  public static <T> T load(Class<T> type, String name, Map<LibraryOption, ?> options) {
    LibraryInterface.require(type);
    Objects.requireNonNull(name, "name is null: pass the library's name, for example \"c\"");
    Objects.requireNonNull(options, "options is null: pass Map.of() for none");
    LibraryInterface.requireLoadable(type);
    if (!HoldlineConfig.fromSystemProperties().enabled()) {
      return loader(type, options).load(name); // on any platform
    }
    LibraryInterface.requireErrno(type, options);
    AsmLibrary.require();
    Platform.requireSupported();
    FunctionNames names = FunctionNames.AS_DECLARED;
    Map<LibraryOption, Object> noted = new HashMap<>(options);
    if (options.get(LibraryOption.FunctionMapper) instanceof FunctionMapper mapper) {
      names = FunctionNames.of(mapper);
      noted.put(LibraryOption.FunctionMapper, names.noting());
    }
    T library = loader(type, noted).load(name);
    LibraryInterface.requireBound(type, library);
    return shared().wrap(type, library, names);
  }

  private static <T> LibraryLoader<T> loader(Class<T> type, Map<LibraryOption, ?> options) {
    LibraryLoader<T> loader = LibraryLoader.create(type);
    options.forEach(loader::option);
    return loader;
  }

  /**
   * Gates the blocking functions of a library that was loaded already, with whatever options but
   * {@link LibraryOption#IgnoreError}.
   *
   * @param type the library interface
   * @param library its plain implementation, as JNR-FFI loaded it: where others keep errno,
   *     Holdline cannot read it
   * @return an implementation of {@code type} and of {@link jnr.ffi.provider.LoadedLibrary}; {@code
   *     library} itself when this Holdline gates it already, or {@code holdline.enabled} is false
   * @throws IllegalArgumentException when {@code type} is no interface, or one of JNA; when {@code
   *     library} does not come from JNR-FFI, or another Holdline gates it already; when a function
   *     is declared in a shape that cannot be gated
   */
  public <T> T wrap(Class<T> type, T library) {
    T held = wrap(type, library, FunctionNames.AS_DECLARED);
    if (held != library) {
      RenamedFunctionWarning.warnOf(type, gate);
    }
    return held;
  }

  /**
   * As {@link #wrap(Class, Object)}, for a library some of whose functions have other names in Java
   * than in C: they are gated as what they are in C.
   *
   * @param mapper the one that the library was loaded with
   */
  public <T> T wrap(Class<T> type, T library, FunctionMapper mapper) {
    Objects.requireNonNull(
        mapper, "mapper is null: pass the one that the library was loaded with, or none");
    return wrap(type, library, FunctionNames.of(mapper));
  }

  private <T> T wrap(Class<T> type, T library, FunctionNames names) {
    LibraryInterface.require(type);
    Objects.requireNonNull(
        library, "library is null: pass what LibraryLoader.create(type).load(name) returned");
    if (!config.enabled()) {
      return library;
    }
    AsmLibrary.require();
    return GatedLibrary.wrap(type, library, names, gate, config.checkLengths());
  }

  /**
   * Tells what becomes of each method of an interface that is loaded with {@link #load}: which are
   * gated, and as what, and which go straight through, and why.
   *
   * @param type the library interface
   * @throws UnsupportedOperationException on a platform that is not supported
   * @throws IllegalArgumentException when {@code type} is no interface, or one of JNA
   */
  public static LibraryReport report(Class<?> type) {
    return shared().report(type, FunctionNames.AS_DECLARED);
  }

  /**
   * As {@link #report(Class)}, for functions that have other names in Java than in C.
   *
   * @param mapper the one that the library is loaded with
   */
  public static LibraryReport report(Class<?> type, FunctionMapper mapper) {
    Objects.requireNonNull(
        mapper, "mapper is null: pass the one that the library is loaded with, or none");
    return shared().report(type, FunctionNames.of(mapper));
  }

  private LibraryReport report(Class<?> type, FunctionNames names) {
    LibraryInterface.require(type);
    return LibraryReport.of(type, Inspection.of(type, names, gate), config.enabled());
  }

  /**
   * Holds a descriptor before its first gated call, to ask for its status and counters. Without it
   * the first gated call does the same.
   *
   * @param fd a descriptor of this process, at least 0
   * @throws IllegalArgumentException when {@code fd} is negative
   */
  public Hold hold(int fd) {
    if (fd < 0) {
      throw new IllegalArgumentException(
          "descriptor " + fd + " must be at least 0: check what socket or accept returned");
    }
    if (!config.enabled()) {
      return new Hold(fd, null, "holdline.enabled is false: nothing is gated", () -> {});
    }
    Held held = gate.hold(fd);
    if (held == null) {
      return new Hold(fd, null, "descriptor " + fd + whyNotHeld(fd), () -> {});
    }
    return new Hold(fd, held, "", () -> gate.release(held));
  }

  private String whyNotHeld(int fd) {
    int flags = syscalls.statusFlags(fd);
    if (flags < 0) {
      return " is not open";
    }
    return (flags & Files.O_PATH) != 0
        ? " was opened with O_PATH: it only names a file, which cannot be read through it or waited"
            + " for"
        : " is open, but the kernel did not tell which file it is: look whether getsockopt(2) or"
            + " statx(2) is forbidden here";
  }

  /** Returns how threads wait here. */
  public HoldlineConfig config() {
    return config;
  }

  /**
   * Ends the selector of this instance. Waits that are under way, and later ones through libraries
   * wrapped here, go on degraded. The {@link #shared} instance should not be closed.
   */
  @Override
  public void close() {
    gate.close();
  }
}
