package dev.holdline.examples.mqtt.show;

import java.util.List;
import java.util.Optional;

/**
 * What the show was asked for.
 *
 * @param broker the real broker to use, or empty for the embedded one
 */
record Arguments(Optional<Address> broker) {
  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException with what is wrong with it
   */
  static Arguments parse(List<String> args) {
    if (args.isEmpty()) {
      return new Arguments(Optional.empty());
    }
    if (!args.get(0).equals("--broker")) {
      throw new IllegalArgumentException("unknown argument '" + args.get(0) + "'");
    }
    if (args.size() == 1) {
      throw new IllegalArgumentException("--broker needs HOST:PORT");
    }
    if (args.size() > 2) {
      throw new IllegalArgumentException("unknown argument '" + args.get(2) + "'");
    }
    return new Arguments(Optional.of(Address.parse(args.get(1))));
  }
}
