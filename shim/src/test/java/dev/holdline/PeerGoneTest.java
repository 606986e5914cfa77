package dev.holdline;

import static dev.holdline.fixture.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.Pair;
import dev.holdline.fixture.Plain;
import dev.holdline.posix.LibC;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A peer that goes away is noticed while nobody waits. */
@SuppressWarnings("try") // closing the peer is the point
final class PeerGoneTest {
  @AutoClose private final Pair pair = new Pair();

  @ParameterizedTest
  @EnumSource(SelectorPoller.class)
  void isPeerGone_whileNobodyWaits_isNoticed(SelectorPoller poller) {
    try (Holdline own = Holdline.create(HoldlineConfig.builder().poller(poller).build());
        Hold hold = own.hold(pair.ours())) {
      Plain.send(pair.peer(), 'x');
      assertThat(hold.isPeerGone()).isFalse();
      pair.closePeer();
      until(hold::isPeerGone);
    }
  }

  /** poll(2) calls a socket that was never connected a hung-up one. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void isPeerGone_heldBeforeConnect_isFalseOnceConnected(boolean parked) throws Exception {
    HoldlineConfig config =
        HoldlineConfig.builder()
            .slice(Duration.ofMillis(20))
            .directWaiters(parked ? 0 : 256)
            .build();
    try (java.net.ServerSocket server =
            new java.net.ServerSocket(0, 5, java.net.InetAddress.getLoopbackAddress());
        Holdline own = Holdline.create(config)) {
      LibC gated = own.wrap(LibC.class, Plain.LIBC);
      int fd = Plain.LIBC.socket(2, 1, 0);
      try (Hold hold = own.hold(fd)) {
        until(() -> hold.audits() >= 2); // had time to hear of the hang-up
        assertThat(gated.connect(fd, address(server.getLocalPort()), 16)).isZero();
        assertThat(hold.isPeerGone()).isFalse();
        try (java.net.Socket accepted = server.accept()) {
          long audits = hold.audits();
          until(() -> hold.audits() >= audits + 2);
          assertThat(hold.isPeerGone()).isFalse();
          accepted.close();
          until(hold::isPeerGone);
        }
      } finally {
        Plain.LIBC.close(fd);
      }
    }
  }

  private static byte[] address(int port) {
    return new byte[] {2, 0, (byte) (port >> 8), (byte) port, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0};
  }
}
