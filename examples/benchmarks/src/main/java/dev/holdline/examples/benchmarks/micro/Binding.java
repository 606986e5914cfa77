package dev.holdline.examples.benchmarks.micro;

import dev.holdline.Holdline;
import dev.holdline.posix.LibC;
import jnr.ffi.LibraryLoader;

/** How library interfaces are bound to libc: the two contenders of every measurement here. */
public enum Binding {
  /** By JNR-FFI alone, the limit. */
  PLAIN("plain") {
    @Override
    <T> T load(Class<T> type) {
      return LibraryLoader.create(type).load("c");
    }

    @Override
    LibC libc() {
      return PlainLibC.INSTANCE;
    }
  },
  /** By JNR-FFI, and gated. */
  HELD("held") {
    @Override
    <T> T load(Class<T> type) {
      return Holdline.load(type, "c");
    }

    @Override
    LibC libc() {
      return HeldLibC.INSTANCE;
    }
  };

  private static final class PlainLibC {
    static final LibC INSTANCE = PLAIN.load(LibC.class);
  }

  private static final class HeldLibC {
    static final LibC INSTANCE = HELD.load(LibC.class);
  }

  private final String label;

  Binding(String label) {
    this.label = label;
  }

  /** Returns the name for the table. */
  String label() {
    return label;
  }

  /** Binds an interface to libc. */
  abstract <T> T load(Class<T> type);

  /** Returns libc; the same each time. */
  abstract LibC libc();
}
