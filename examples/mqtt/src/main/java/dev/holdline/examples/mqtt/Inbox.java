package dev.holdline.examples.mqtt;

import java.util.Arrays;
import java.util.Optional;

/**
 * Makes packets of what {@code recv} returned: a piece of one, one, or several and a piece. Not
 * thread-safe: it belongs to the thread that receives.
 */
final class Inbox {
  private static final int LENGTH_DIGITS_LIMIT = 4;

  private byte[] pending = new byte[256];
  private int have;

  /** Takes the first {@code n} bytes of {@code buf}: what is behind them was never received. */
  void add(byte[] buf, int n) {
    if (have + n > pending.length) {
      pending = Arrays.copyOf(pending, Math.max(have + n, 2 * pending.length));
    }
    System.arraycopy(buf, 0, pending, have, n);
    have += n;
  }

  /** The next whole packet, or empty until more bytes were added. */
  Optional<Packet> next() {
    int length = 0;
    for (int digit = 0; 1 + digit < have; digit++) {
      if (digit == LENGTH_DIGITS_LIMIT) {
        throw new IllegalStateException(
            "remaining length of more than " + LENGTH_DIGITS_LIMIT + " bytes: not MQTT");
      }
      int b = pending[1 + digit] & 0xff;
      length |= (b & 0x7f) << (7 * digit);
      if ((b & 0x80) == 0) {
        return take(2 + digit, length);
      }
    }
    return Optional.empty();
  }

  private Optional<Packet> take(int headerLength, int bodyLength) {
    int end = headerLength + bodyLength;
    if (have < end) {
      return Optional.empty();
    }
    Packet packet = new Packet(pending[0] & 0xff, Arrays.copyOfRange(pending, headerLength, end));
    System.arraycopy(pending, end, pending, 0, have - end);
    have -= end;
    return Optional.of(packet);
  }
}
