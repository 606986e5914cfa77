package dev.holdline.examples.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One whole packet as it was received. The accessors of a PUBLISH are for a PUBLISH only. */
final class Packet {
  private final int header;
  private final byte[] body;

  Packet(int header, byte[] body) {
    this.header = header;
    this.body = body;
  }

  int type() {
    return header >>> 4;
  }

  int qos() {
    return (header >>> 1) & 0x03;
  }

  /**
   * The return code of a CONNACK or a SUBACK: 0 or a granted QoS, else the reason for a refusal.
   */
  int returnCode() {
    int last = body.length - 1;
    return last < 0 ? -1 : body[last] & 0xff;
  }

  String topic() {
    return new String(body, 2, uint16(0), StandardCharsets.UTF_8);
  }

  int packetId() {
    return uint16(2 + uint16(0));
  }

  byte[] payload() {
    int packetIdLength = qos() > 0 ? 2 : 0;
    return Arrays.copyOfRange(body, 2 + uint16(0) + packetIdLength, body.length);
  }

  private int uint16(int at) {
    return (body[at] & 0xff) << 8 | (body[at + 1] & 0xff);
  }
}
