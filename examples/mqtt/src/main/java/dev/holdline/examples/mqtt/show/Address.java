package dev.holdline.examples.mqtt.show;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Where a broker listens. The client speaks IPv4 only, as the C code did. */
record Address(InetAddress host, int port) {
  /**
   * Reads {@code HOST:PORT}.
   *
   * @throws IllegalArgumentException with what is wrong with it
   */
  static Address parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon <= 0) {
      throw new IllegalArgumentException("broker '" + text + "' is not of the form HOST:PORT");
    }
    return new Address(ipv4(text.substring(0, colon)), port(text.substring(colon + 1)));
  }

  byte[] ipv4() {
    return host.getAddress();
  }

  @Override
  public String toString() {
    return host.getHostAddress() + ":" + port;
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Not a number is as wrong as a number out of range.
    }
    throw new IllegalArgumentException("port '" + text + "' is not a number from 1 to 65535");
  }

  private static InetAddress ipv4(String host) {
    try {
      return Arrays.stream(InetAddress.getAllByName(host))
          .filter(Inet4Address.class::isInstance)
          .findFirst()
          .orElseThrow(
              () -> new IllegalArgumentException("host '" + host + "' has no IPv4 address"));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("host '" + host + "' is unknown", e);
    }
  }
}
