package dev.holdline.examples.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes on the wire, compared with the tables of the MQTT 3.1.1 standard. */
class PacketsTest {
  @Test
  void connect_asksForACleanSession() {
    assertThat(Packets.connect("ab", 60))
        .isEqualTo(hex("10 0e 00 04 4d 51 54 54 04 02 00 3c 00 02 61 62"));
  }

  @Test
  void subscribe_carriesItsReservedFlag() {
    assertThat(Packets.subscribe(0x0102, "a/b", 1)).isEqualTo(hex("82 08 01 02 00 03 61 2f 62 01"));
  }

  @Test
  void publish_qos0_hasNoPacketId() {
    assertThat(Packets.publish("a", bytes("hi"))).isEqualTo(hex("30 05 00 01 61 68 69"));
  }

  @Test
  void puback_namesThePacket() {
    assertThat(Packets.puback(0xfffe)).isEqualTo(hex("40 02 ff fe"));
  }

  @Test
  void pingreqAndDisconnect_areTwoBytes() {
    assertThat(Packets.pingreq()).isEqualTo(hex("c0 00"));
    assertThat(Packets.disconnect()).isEqualTo(hex("e0 00"));
  }

  @ParameterizedTest
  @CsvSource({"127, 7f", "128, 80 01", "16383, ff 7f", "16384, 80 80 01", "2097152, 80 80 80 01"})
  void remainingLength_growsADigitEvery7Bits(int length, String digits) {
    int topicLength = 3;
    byte[] packet = Packets.publish("a", new byte[length - topicLength]);

    byte[] expected = hex(digits);
    assertThat(packet).startsWith(hex("30 " + digits)).hasSize(1 + expected.length + length);
  }

  @Test
  void string_over65535Bytes_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Packets.publish("x".repeat(65_536), new byte[0]))
        .withMessageContaining("65536")
        .withMessageContaining("65535");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] hex(String spaced) {
    return HexFormat.ofDelimiter(" ").parseHex(spaced);
  }
}
