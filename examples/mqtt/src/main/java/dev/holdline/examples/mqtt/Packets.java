package dev.holdline.examples.mqtt;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The packets a client sends, built byte by byte as MQTT 3.1.1 lays them out (OASIS standard,
 * chapters 2 and 3). Stateless.
 */
final class Packets {
  static final int CONNECT = 1;
  static final int CONNACK = 2;
  static final int PUBLISH = 3;
  static final int PUBACK = 4;
  static final int SUBSCRIBE = 8;
  static final int SUBACK = 9;
  static final int PINGREQ = 12;
  static final int PINGRESP = 13;
  static final int DISCONNECT = 14;

  private static final int PROTOCOL_LEVEL_3_1_1 = 4;
  private static final int CLEAN_SESSION = 0x02;
  private static final int REMAINING_LENGTH_LIMIT = 268_435_455;

  private Packets() {}

  static byte[] connect(String clientId, int keepAliveSeconds) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    string(body, "MQTT");
    body.write(PROTOCOL_LEVEL_3_1_1);
    body.write(CLEAN_SESSION);
    uint16(body, keepAliveSeconds);
    string(body, clientId);
    return frame(CONNECT, 0, body);
  }

  static byte[] subscribe(int packetId, String topicFilter, int qos) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    uint16(body, packetId);
    string(body, topicFilter);
    body.write(qos);
    return frame(SUBSCRIBE, 0x02, body);
  }

  /** A PUBLISH with QoS 0, which carries no packet identifier. */
  static byte[] publish(String topic, byte[] payload) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    string(body, topic);
    body.writeBytes(payload);
    return frame(PUBLISH, 0, body);
  }

  static byte[] puback(int packetId) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    uint16(body, packetId);
    return frame(PUBACK, 0, body);
  }

  static byte[] pingreq() {
    return frame(PINGREQ, 0, new ByteArrayOutputStream());
  }

  static byte[] disconnect() {
    return frame(DISCONNECT, 0, new ByteArrayOutputStream());
  }

  static byte[] frame(int type, int flags, ByteArrayOutputStream body) {
    ByteArrayOutputStream packet = new ByteArrayOutputStream(body.size() + 5);
    packet.write((type << 4) | flags);
    remainingLength(packet, body.size());
    packet.writeBytes(body.toByteArray());
    return packet.toByteArray();
  }

  private static void remainingLength(ByteArrayOutputStream out, int length) {
    if (length > REMAINING_LENGTH_LIMIT) {
      throw new IllegalArgumentException(
          "packet body of " + length + " bytes exceeds MQTT's limit of " + REMAINING_LENGTH_LIMIT);
    }
    int rest = length;
    do {
      int digit = rest & 0x7f;
      rest >>>= 7;
      out.write(rest > 0 ? digit | 0x80 : digit);
    } while (rest > 0);
  }

  private static void string(ByteArrayOutputStream out, String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    if (utf8.length > 0xffff) {
      throw new IllegalArgumentException(
          "string of " + utf8.length + " bytes exceeds MQTT's limit of 65535");
    }
    uint16(out, utf8.length);
    out.writeBytes(utf8);
  }

  private static void uint16(ByteArrayOutputStream out, int value) {
    out.write(value >>> 8);
    out.write(value);
  }
}
