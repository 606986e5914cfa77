package dev.holdline.examples.mqtt;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;

/** The C structures the client hands to libc, as raw bytes for a 64-bit Linux. */
final class Structs {
  private Structs() {}

  /** A {@code struct sockaddr_in}: the family in host order, port and address in network order. */
  static byte[] sockaddrIn(byte[] ipv4, int port) {
    return ByteBuffer.allocate(16)
        .order(ByteOrder.nativeOrder())
        .putShort((short) 2)
        .order(ByteOrder.BIG_ENDIAN)
        .putShort((short) port)
        .put(ipv4)
        .array();
  }

  /** A {@code struct timeval}. */
  static byte[] timeval(Duration duration) {
    return ByteBuffer.allocate(16)
        .order(ByteOrder.nativeOrder())
        .putLong(duration.toSeconds())
        .putLong(duration.toNanosPart() / 1_000)
        .array();
  }

  static byte[] cInt(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(value).array();
  }
}
