package dev.holdline;

import dev.holdline.posix.JnrSyscalls;
import dev.holdline.posix.Platform;
import dev.holdline.posix.Syscalls;
import dev.holdline.selector.BackgroundSelector;
import dev.holdline.selector.PollerChoice;
import dev.holdline.wait.Descriptor;
import dev.holdline.wait.Descriptors;
import dev.holdline.wait.Gate;
import dev.holdline.wait.InterruptPolicy;
import dev.holdline.wait.WaitSettings;
import dev.holdline.wrap.GatedLibrary;
import java.lang.reflect.Modifier;
import java.util.Objects;
import java.util.function.LongSupplier;
import jnr.ffi.LibraryLoader;

/**
 * The way in. {@link #load} replaces {@code LibraryLoader.create(type).load(name)}; what it returns
 * behaves as the plain library, errno for errno, but its waits end when the descriptor is closed or
 * the thread is interrupted, are split into slices, and park a virtual thread. Thread-safe.
 *
 * <p>All instances share one registry of descriptors: a close through one wakes a waiter of
 * another.
 */
public final class Holdline implements AutoCloseable {
  private static final String TYPE = "type: the interface that declares the library's functions";

  private static final class Shared {
    static final Holdline INSTANCE = create(HoldlineConfig.fromSystemProperties());
  }

  private final HoldlineConfig config;
  private final Syscalls syscalls;
  private final Gate gate;

  Holdline(HoldlineConfig config, Syscalls syscalls, Descriptors descriptors, LongSupplier clock) {
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
   */
  public static Holdline shared() {
    return Shared.INSTANCE;
  }

  /**
   * Returns an instance with a configuration of its own.
   *
   * @throws UnsupportedOperationException on a platform that is not supported
   */
  public static Holdline create(HoldlineConfig config) {
    require(config, "config: HoldlineConfig.builder().build() has the defaults");
    Platform.requireSupported();
    return new Holdline(config, JnrSyscalls.instance(), Descriptors.shared(), System::nanoTime);
  }

  /**
   * Loads a library and gates its blocking functions, with the {@link #shared} instance.
   *
   * @param type the library interface
   * @param name the library's name as {@link LibraryLoader#load} takes it, for example {@code c}
   * @throws UnsupportedOperationException on a platform that is not supported
   * @throws IllegalArgumentException when the interface is not public, a function is declared in a
   *     shape that cannot be gated, or a system property has a bad value
   */
  public static <T> T load(Class<T> type, String name) {
    require(type, TYPE);
    require(name, "name: \"c\" is the C library");
    if (!HoldlineConfig.fromSystemProperties().enabled()) {
      return LibraryLoader.create(type).load(name); // on any platform
    }
    Platform.requireSupported();
    requireAccessible(type);
    return shared().wrap(type, LibraryLoader.create(type).load(name));
  }

  /**
   * Gates the blocking functions of a library that was loaded already, with whatever options.
   *
   * @param type the library interface
   * @param library its plain implementation
   * @return an implementation of {@code type} and of {@link jnr.ffi.provider.LoadedLibrary}; {@code
   *     library} itself when {@code holdline.enabled} is false
   * @throws IllegalArgumentException when a function is declared in a shape that cannot be gated
   */
  public <T> T wrap(Class<T> type, T library) {
    require(type, TYPE);
    require(library, "library: LibraryLoader.create(type).load(name) makes one");
    return config.enabled() ? GatedLibrary.wrap(type, library, gate, syscalls) : library;
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
    Descriptor descriptor = gate.hold(fd);
    Runnable release = descriptor == null ? () -> {} : () -> gate.release(descriptor);
    return new Hold(fd, descriptor, "descriptor " + fd + " is not open", release);
  }

  /** JNR-FFI implements the interface in a package of its own, and says less when it cannot. */
  private static void requireAccessible(Class<?> type) {
    if ((type.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) == 0) {
      throw new IllegalArgumentException(
          type.getName() + " is not public, and JNR-FFI cannot implement it: make it public");
    }
  }

  @SuppressWarnings("NullAway") // callers without NullAway pass null
  private static void require(Object argument, String name) {
    Objects.requireNonNull(argument, () -> "null is no " + name);
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
