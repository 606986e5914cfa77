package dev.holdline.examples.mqtt.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {
  @Test
  void parse_nothing_meansTheEmbeddedBroker() {
    assertThat(Arguments.parse(List.of()).broker()).isEmpty();
  }

  @Test
  void parse_brokerByNumber() {
    Address broker = Arguments.parse(List.of("--broker", "127.0.0.2:1883")).broker().orElseThrow();

    assertThat(broker.ipv4()).containsExactly(127, 0, 0, 2);
    assertThat(broker).hasToString("127.0.0.2:1883");
  }

  @Test
  void parse_localhost_isTheIpv4Loopback() {
    Address broker = Arguments.parse(List.of("--broker", "localhost:1883")).broker().orElseThrow();

    assertThat(broker.ipv4()).startsWith(127).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource({
    "--verbose, unknown argument '--verbose'",
    "--broker, --broker needs HOST:PORT",
    "--broker|127.0.0.1, not of the form HOST:PORT",
    "--broker|:1883, not of the form HOST:PORT",
    "--broker|127.0.0.1:http, port 'http' is not a number from 1 to 65535",
    "--broker|127.0.0.1:0, port '0' is not",
    "--broker|127.0.0.1:65536, port '65536' is not",
    "--broker|[::1]:1883, no IPv4 address",
    "--broker|127.0.0.1:1883|--fast, unknown argument '--fast'",
  })
  void parse_wrongArgument_saysWhatIsWrong(String args, String complaint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Arguments.parse(List.of(args.split("\\|", -1))))
        .withMessageContaining(complaint);
  }
}
