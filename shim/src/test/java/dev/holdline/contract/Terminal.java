package dev.holdline.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.Pty;
import java.nio.charset.StandardCharsets;
import jnr.ffi.Pointer;

/**
 * A pseudo terminal of a scenario.
 *
 * @param near the slave, which is read like a serial line: the one under test
 * @param far the master, of the peer
 */
record Terminal(Pty pty, int near, int far) {
  /** Packet mode of the master, ioctl_tty(2). */
  static final long TIOCPKT = 0x5420;

  /** Opens one in canonical mode. */
  static Terminal open(Side side) {
    Pty pty = Pty.open();
    pty.canonical();
    return new Terminal(pty, side.owned(pty.slave()), side.owned(pty.master()));
  }

  /** Opens one in raw mode. */
  static Terminal open(Side side, int vmin, int vtime) {
    Terminal terminal = open(side);
    terminal.raw(vmin, vtime);
    return terminal;
  }

  /** Changes to raw mode. */
  void raw(int vmin, int vtime) {
    pty.raw(vmin, vtime);
  }

  /** Types, as the peer. */
  void send(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Native.LIBC.write(far, bytes, bytes.length)).isEqualTo(bytes.length);
  }

  /** As {@link #send}, and returns when it has come. */
  void sendAndSettle(String text) {
    int before = available();
    send(text);
    Side.until(() -> available() == before + text.length());
  }

  /** Returns how many bytes wait to be read; in canonical mode, of whole lines. */
  int available() {
    Pointer count = Native.memory(Integer.BYTES);
    assertThat(Native.LIBC.ioctl(near, Net.FIONREAD, count)).isZero();
    return count.getInt(0);
  }

  /** The peer goes: the line is hung up. */
  void hangUp() {
    assertThat(Native.LIBC.close(far)).isZero();
  }
}
