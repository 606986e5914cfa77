package dev.holdline.posix.kernel;

import dev.holdline.fixture.Plain;
import dev.holdline.posix.abi.Layout;
import java.nio.file.Path;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** Files and terminals for the tests of this room. */
final class PlainFiles {
  private static final Calls LIBC = LibraryLoader.create(Calls.class).load("c");
  private static final int ICANON = 2;
  private static final int VTIME = 5;
  private static final int VMIN = 6;

  private PlainFiles() {}

  /** The calls that only tests need. */
  public interface Calls {
    int tcgetattr(int fd, Pointer termios);

    int tcsetattr(int fd, int when, Pointer termios);
  }

  /** The master of a pseudo terminal; it has the line settings, too. */
  record Terminal(int master) {}

  static Terminal terminal() {
    return new Terminal(Plain.open(Path.of("/dev/ptmx")));
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
