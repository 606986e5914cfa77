package dev.holdline.examples.benchmarks.wire.race;

import dev.holdline.examples.benchmarks.socket.Transport;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

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

  /**
   * Returns the labels of a figure, the same keys for all that are measured on a wire.
   *
   * @param load in what way the contender was driven
   */
  Map<String, String> labels(String contender, int connections, String load) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("contender", contender);
    labels.put("transport", transport.name());
    labels.put("message", message());
    labels.put("connections", Integer.toString(connections));
    labels.put("load", load);
    return Collections.unmodifiableMap(labels);
  }
}
