package dev.holdline.examples.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboxTest {
  private final Inbox inbox = new Inbox();

  @Test
  void next_nothingReceived_isEmpty() {
    assertThat(inbox.next()).isEmpty();
  }

  @Test
  void next_publishWithQos1_splitsTopicIdAndPayload() {
    add(new byte[] {0x32, 7, 0, 1, 'a', 0x12, 0x34, 'h', 'i'});

    Packet packet = inbox.next().orElseThrow();
    assertThat(packet.type()).isEqualTo(Packets.PUBLISH);
    assertThat(packet.qos()).isEqualTo(1);
    assertThat(packet.topic()).isEqualTo("a");
    assertThat(packet.packetId()).isEqualTo(0x1234);
    assertThat(packet.payload()).asString().isEqualTo("hi");
    assertThat(inbox.next()).isEmpty();
  }

  @Test
  void next_connackThatRefuses_tellsItsReturnCode() {
    add(new byte[] {0x20, 2, 0, 5});

    assertThat(inbox.next().orElseThrow().returnCode()).isEqualTo(5);
  }

  @Test
  void add_garbageBehindTheBytesReceived_isIgnored() {
    inbox.add(new byte[] {(byte) 0xd0, 0, 0x30, 0x7f}, 2);

    assertThat(inbox.next().orElseThrow().type()).isEqualTo(Packets.PINGRESP);
    assertThat(inbox.next()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 128, 1_000, 100_000})
  void next_packetsInPiecesOfAnySize_comeOutWhole(int piece) {
    List<byte[]> payloads = payloads();
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    payloads.forEach(payload -> stream.writeBytes(Packets.publish("t", payload)));

    List<byte[]> received = new ArrayList<>();
    byte[] bytes = stream.toByteArray();
    for (int from = 0; from < bytes.length; from += piece) {
      add(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + piece)));
      for (Optional<Packet> p = inbox.next(); p.isPresent(); p = inbox.next()) {
        received.add(p.get().payload());
      }
    }

    assertThat(received).usingElementComparator(Arrays::compare).isEqualTo(payloads);
  }

  @Test
  void next_lengthOfFiveDigits_isNotMqtt() {
    add(new byte[] {0x30, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 1});

    assertThatIllegalStateException().isThrownBy(inbox::next).withMessageContaining("not MQTT");
  }

  private void add(byte[] bytes) {
    inbox.add(bytes, bytes.length);
  }

  private static List<byte[]> payloads() {
    Random random = new Random(42);
    List<byte[]> payloads = new ArrayList<>();
    for (int size : new int[] {0, 1, 124, 125, 126, 300, 20_000}) {
      byte[] payload = new byte[size];
      random.nextBytes(payload);
      payloads.add(payload);
    }
    payloads.add("end".getBytes(StandardCharsets.UTF_8));
    return payloads;
  }
}
