package dev.holdline.posix;

import dev.holdline.fixture.Plain;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.ffi.annotations.Out;

/** Files and terminals for the tests of this room. */
final class PlainFiles {
  private static final Calls LIBC = LibraryLoader.create(Calls.class).load("c");
  private static final int ICANON = 2;
  private static final int VTIME = 5;
  private static final int VMIN = 6;
  private static final int NAME = 64;

  private PlainFiles() {}

  /** The calls that only tests need. */
  public interface Calls {
    int unlockpt(int fd);

    int ptsname_r(int fd, @Out byte[] buf, long buflen);

    int tcgetattr(int fd, Pointer termios);

    int tcsetattr(int fd, int when, Pointer termios);
  }

  /** A pseudo terminal, see pty(7). */
  record Terminal(int master, int slave) {
    void close() {
      Plain.LIBC.close(slave);
      Plain.LIBC.close(master);
    }
  }

  static Terminal terminal() {
    int master = Plain.open(Path.of("/dev/ptmx"));
    SyscallException.check("unlockpt", LIBC.unlockpt(master));
    byte[] name = new byte[NAME];
    SyscallException.check("ptsname_r", LIBC.ptsname_r(master, name, NAME));
    String path = new String(name, StandardCharsets.ISO_8859_1);
    return new Terminal(master, Plain.open(Path.of(path.substring(0, path.indexOf(0)))));
  }

  static void setTerminal(int fd, int canonical, int vmin, int vtime) {
    Pointer termios = Memory.allocateDirect(Runtime.getSystemRuntime(), Layout.TERMIOS_SIZE, true);
    SyscallException.check("tcgetattr", LIBC.tcgetattr(fd, termios));
    int local = termios.getInt(Layout.TERMIOS_LFLAG) & ~ICANON;
    termios.putInt(Layout.TERMIOS_LFLAG, local | (canonical == 0 ? 0 : ICANON));
    termios.putByte(Layout.TERMIOS_CC + VMIN, (byte) vmin);
    termios.putByte(Layout.TERMIOS_CC + VTIME, (byte) vtime);
    SyscallException.check("tcsetattr", LIBC.tcsetattr(fd, 0, termios));
  }
}
