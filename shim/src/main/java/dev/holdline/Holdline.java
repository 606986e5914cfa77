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
  private static final class Shared {
    static final Holdline INSTANCE = create(HoldlineConfig.fromSystemProperties());
  }

  private final HoldlineConfig config;
  private final Gate gate;

  Holdline(HoldlineConfig config, Syscalls syscalls, Descriptors descriptors, LongSupplier clock) {
    this.config = config;
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
    Objects.requireNonNull(
        config, "config is null: pass HoldlineConfig.builder().build(), or use Holdline.shared()");
    Platform.requireSupported();
    return new Holdline(config, JnrSyscalls.instance(), Descriptors.shared(), System::nanoTime);
  }

  /**
   * Loads a library and gates its blocking functions, with the {@link #shared} instance.
   *
   * @param type the library interface
   * @param name the library's name as {@link LibraryLoader#load} takes it, for example {@code c}
   * @throws UnsupportedOperationException on a platform that is not supported
   * @throws IllegalArgumentException when a function is declared in a shape that cannot be gated,
   *     the interface is not public, or a system property has a bad value
   */
  public static <T> T load(Class<T> type, String name) {
    requireType(type);
    Objects.requireNonNull(name, "name is null: pass the library's name, for example \"c\"");
    requirePublic(type);
    if (!HoldlineConfig.fromSystemProperties().enabled()) {
      return LibraryLoader.create(type).load(name); // on any platform
    }
    Platform.requireSupported();
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
    requireType(type);
    Objects.requireNonNull(
        library, "library is null: pass what LibraryLoader.create(type).load(name) returned");
    return config.enabled() ? GatedLibrary.wrap(type, library, gate) : library;
  }

  private static void requireType(Class<?> type) {
    Objects.requireNonNull(
        type, "type is null: pass the library interface, for example LibC.class");
  }

  /**
   * JNR-FFI generates the implementation in a class loader of its own, which can only see public
   * interfaces. It does not mind a class around the interface that is not, and to it a protected
   * member is public.
   */
  private static void requirePublic(Class<?> type) {
    if ((type.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) == 0) {
      throw new IllegalArgumentException(
          "JNR-FFI cannot implement " + type.getName() + ": make the interface public");
    }
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
