package dev.holdline.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.posix.LibC;
import dev.holdline.posix.Sockets;
import java.nio.charset.StandardCharsets;
import jnr.ffi.Pointer;

/**
 * A connected pair of descriptors.
 *
 * @param near the end that is read, the one under test
 * @param far the end of the peer
 */
record Wire(WireKind kind, LibC libc, int near, int far) {
  private static final int BUFFER = 128 * 1024; // the kernel doubles it

  /** Opens a wire with the calls of one library. */
  static Wire open(WireKind kind, LibC libc) {
    return switch (kind) {
      case TCP -> tcp(libc);
      case UDP -> udp(libc);
      case UNIX_STREAM -> pair(kind, libc, Sockets.SOCK_STREAM);
      case UNIX_DATAGRAM -> pair(kind, libc, Sockets.SOCK_DGRAM);
      case PIPE -> {
        int[] ends = new int[2];
        assertThat(libc.pipe(ends)).isZero();
        yield new Wire(kind, libc, ends[0], ends[1]);
      }
    };
  }

  private static Wire pair(WireKind kind, LibC libc, int type) {
    int[] ends = new int[2];
    assertThat(libc.socketpair(Sockets.AF_UNIX, type, 0, ends)).isZero();
    return new Wire(kind, libc, ends[0], ends[1]);
  }

  private static Wire tcp(LibC libc) {
    int listener = Net.listener(libc, 8);
    int far = libc.socket(Sockets.AF_INET, Sockets.SOCK_STREAM, 0);
    assertThat(libc.connect(far, Net.address(libc, listener), Net.ADDRESS_SIZE)).isZero();
    int near = libc.accept(listener, null, null);
    assertThat(near).isPositive();
    libc.close(listener);
    Net.setNoDelay(libc, far);
    Net.setNoDelay(libc, near);
    return new Wire(WireKind.TCP, libc, near, far);
  }

  private static Wire udp(LibC libc) {
    int near = Net.bound(libc, Sockets.SOCK_DGRAM);
    int far = Net.bound(libc, Sockets.SOCK_DGRAM);
    assertThat(libc.connect(near, Net.address(libc, far), Net.ADDRESS_SIZE)).isZero();
    assertThat(libc.connect(far, Net.address(libc, near), Net.ADDRESS_SIZE)).isZero();
    return new Wire(WireKind.UDP, libc, near, far);
  }

  /**
   * Leaves room for half a million bytes on the way at most. Unless its buffers are set, TCP lets
   * them grow as far as the host's sysctls say, for some hosts beyond 9 million bytes.
   *
   * @return this wire
   */
  Wire narrow() {
    if (kind.isSocket()) {
      Net.set(libc, far, Net.SO_SNDBUF, BUFFER);
      Net.set(libc, near, Net.SO_RCVBUF, BUFFER);
    }
    return this; // a pipe holds 64 KiB
  }

  /** Sends from the far end, as the peer would. */
  void send(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Native.LIBC.write(far, bytes, bytes.length)).isEqualTo(bytes.length);
  }

  /** Returns how many bytes wait to be read at the near end; of datagrams, those of the first. */
  int available() {
    Pointer count = Native.memory(Integer.BYTES);
    assertThat(Native.LIBC.ioctl(near, Net.FIONREAD, count)).isZero();
    return count.getInt(0);
  }
}
