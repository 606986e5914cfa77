package dev.holdline.examples.mqtt.show;

import dev.holdline.Holdline;
import dev.holdline.examples.mqtt.LibC;
import jnr.ffi.LibraryLoader;

/** The two ways to load libc. They are all that differs between the show's two columns. */
enum Side {
  PLAIN("plain libc", "LibC c = LibraryLoader.create(LibC.class).load(\"c\");") {
    @Override
    LibC load() {
      return LibraryLoader.create(LibC.class).load("c");
    }
  },
  HELD("held", "LibC c = Holdline.load(LibC.class, \"c\");") {
    @Override
    LibC load() {
      return Holdline.load(LibC.class, "c");
    }
  };

  private final String title;
  private final String code;

  Side(String title, String code) {
    this.title = title;
    this.code = code;
  }

  abstract LibC load();

  String title() {
    return title;
  }

  /** The line of {@link #load()}, for a person who watches. */
  String code() {
    return code;
  }
}
