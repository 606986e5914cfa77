package dev.holdline;

import dev.holdline.fixture.FaultySyscalls;
import dev.holdline.held.Descriptors;

/** Holdlines whose system calls fail on demand. */
public final class Holdlines {
  private Holdlines() {}

  /** Returns a Holdline that shares neither its system calls nor its descriptors with others. */
  public static Holdline on(FaultySyscalls syscalls, HoldlineConfig config) {
    return new Holdline(
        config, syscalls, new Descriptors(syscalls, System::nanoTime), System::nanoTime);
  }
}
