package dev.holdline.examples.benchmarks.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EndpointTest {
  @Test
  void parse_itsOwnText_isTheSameEndpoint() {
    assertThat(Endpoint.parse("tcp:8080")).isEqualTo(new Endpoint.Tcp(8080));
    assertThat(Endpoint.parse("unix:/tmp/s")).isEqualTo(new Endpoint.Unix(Path.of("/tmp/s")));
    assertThat(new Endpoint.Tcp(8080)).hasToString("tcp:8080");
    assertThat(new Endpoint.Unix(Path.of("/tmp/s"))).hasToString("unix:/tmp/s");
  }

  @Test
  void parse_anythingElse_saysWhatIsExpected() {
    assertThatThrownBy(() -> Endpoint.parse("udp:1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'udp:1': expected tcp:PORT or unix:PATH");
  }

  @Test
  void sockaddr_ofAPort_hasItInNetworkOrder() {
    assertThat(new Endpoint.Tcp(0x1234).sockaddr())
        .hasSize(16)
        .containsSubsequence(0x12, 0x34, 127, 0, 0, 1);
  }

  @Test
  void sockaddr_ofAPathThatIsTooLong_saysWhatToDo() {
    assertThatThrownBy(() -> new Endpoint.Unix(Path.of("/" + "p".repeat(107))).sockaddr())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("108 bytes, of at most 107");
    assertThat(new Endpoint.Unix(Path.of("/" + "p".repeat(106))).sockaddr()).hasSize(110);
  }
}
