package dev.holdline.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.posix.Files;
import dev.holdline.posix.Layout;
import java.nio.charset.StandardCharsets;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.annotations.Out;

/**
 * A pseudo terminal, see pty(7).
 *
 * @param near the slave, which is read like a serial line: the one under test
 * @param far the master, of the peer
 */
record Terminal(int near, int far) {
  private static final Calls LIBC = LibraryLoader.create(Calls.class).load("c");
  private static final int ICANON = 2; // <bits/termios-c_lflag.h>
  private static final int VTIME = 5; // <bits/termios-c_cc.h>
  private static final int VMIN = 6;
  private static final int NAME = 64;

  /** Packet mode of the master, ioctl_tty(2). */
  static final long TIOCPKT = 0x5420;

  /** The calls that only terminals need. */
  public interface Calls {
    int unlockpt(int fd);

    int ptsname_r(int fd, @Out byte[] buf, long buflen);

    int tcgetattr(int fd, Pointer termios);

    int tcsetattr(int fd, int when, Pointer termios);

    int tcflush(int fd, int queue);
  }

  /** Opens one in canonical mode. */
  static Terminal open(Side side) {
    int far = side.owned(open("/dev/ptmx"));
    assertThat(LIBC.unlockpt(far)).isZero();
    byte[] name = new byte[NAME];
    assertThat(LIBC.ptsname_r(far, name, NAME)).isZero();
    String path = new String(name, StandardCharsets.ISO_8859_1);
    int near = side.owned(open(path.substring(0, path.indexOf(0))));
    Terminal terminal = new Terminal(near, far);
    terminal.set(ICANON, 1, 0);
    return terminal;
  }

  /** Opens one in raw mode. */
  static Terminal open(Side side, int vmin, int vtime) {
    Terminal terminal = open(side);
    terminal.raw(vmin, vtime);
    return terminal;
  }

  private static int open(String path) {
    int fd = Native.LIBC.open(path, Files.O_RDWR | Files.O_NOCTTY);
    assertThat(fd).as(path).isNotNegative();
    return fd;
  }

  /** Changes to raw mode. */
  void raw(int vmin, int vtime) {
    set(0, vmin, vtime);
  }

  private void set(int local, int vmin, int vtime) {
    Pointer termios = Native.memory(Layout.TERMIOS_SIZE);
    assertThat(LIBC.tcgetattr(near, termios)).isZero();
    termios.putInt(0, 0); // no change of what comes in
    termios.putInt(Layout.TERMIOS_LFLAG, local); // no echo, no signals
    if (local == 0) {
      termios.putByte(Layout.TERMIOS_CC + VMIN, (byte) vmin);
      termios.putByte(Layout.TERMIOS_CC + VTIME, (byte) vtime);
    }
    assertThat(LIBC.tcsetattr(near, 0, termios)).isZero();
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
