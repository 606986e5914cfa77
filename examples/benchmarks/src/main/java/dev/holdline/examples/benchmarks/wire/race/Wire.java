package dev.holdline.examples.benchmarks.wire.race;

import dev.holdline.examples.benchmarks.wire.socket.Transport;

/**
 * What goes over a wire.
 *
 * @param size of a message, in bytes
 */
public record Wire(Transport transport, int size) {
  private static final int KIB = 1024;

  /** Returns the size for the tables. */
  String message() {
    return size < KIB ? size + " B" : size / KIB + " KiB";
  }
}
