package dev.holdline.posix.kernel;

import static dev.holdline.posix.abi.Layout.TERMIOS_CC;
import static dev.holdline.posix.abi.Layout.TERMIOS_LFLAG;

import dev.holdline.posix.Errno;
import dev.holdline.posix.binding.Binding;

/** What Holdline asks of terminals, see termios(3) and ioctl_tty(2). Thread-safe. */
final class Terminals {
  private static final int ICANON = 0x2; // <bits/termios-c_lflag.h>
  private static final int VTIME = 5; // <bits/termios-c_cc.h>
  private static final int VMIN = 6;
  private static final long TIOCGPGRP = 0x540F; // <asm-generic/ioctls.h>
  private static final long TIOCGETD = 0x5424;
  private static final long TIOCGPKT = 0x80045438L;
  private static final int N_TTY = 0; // <linux/tty.h>

  private final Binding libc;
  private final Spares<NativeBlock> scratch;

  Terminals(Binding libc, Spares<NativeBlock> scratch) {
    this.libc = libc;
    this.scratch = scratch;
  }

  /** Returns a {@link TerminalMode}, or {@code -errno} for what is no terminal. */
  int mode(int fd) {
    NativeBlock termios = scratch.borrow();
    int result = result(libc.tcgetattr(fd, termios.address()));
    boolean canonical = (termios.getInt(TERMIOS_LFLAG) & ICANON) != 0;
    int mode = TerminalMode.of(character(termios, VMIN), character(termios, VTIME));
    scratch.giveBack(termios);
    if (result < 0) {
      return result;
    }
    boolean polled = canonical || mode == TerminalMode.AS_POLLED;
    return polled || !goesBySettings(fd) ? TerminalMode.AS_POLLED : mode;
  }

  private static int character(NativeBlock termios, int index) {
    return termios.getByte(TERMIOS_CC + index) & 0xFF;
  }

  /** Whether the settings are of this end: a master shows its slave's and has none itself. */
  private boolean goesBySettings(int fd) {
    return !isMaster(fd) && ask(fd, TIOCGETD) == N_TTY;
  }

  private boolean isMaster(int fd) {
    return ask(fd, TIOCGPKT) >= 0;
  }

  /**
   * Returns 1 for the controlling terminal of a process that is in the background: the kernel lets
   * it read nothing, and answers with SIGTTIN or EIO. Else 0.
   */
  int isBackground(int fd) {
    int foreground = ask(fd, TIOCGPGRP);
    boolean background = foreground > 0 && foreground != libc.getpgrp() && !isMaster(fd);
    return background ? 1 : 0;
  }

  private int ask(int fd, long request) {
    NativeBlock block = scratch.borrow();
    int result = result(libc.ioctl(fd, request, block.address()));
    int answer = block.getInt(0);
    scratch.giveBack(block);
    return result < 0 ? result : answer;
  }

  private static int result(int returned) {
    return returned < 0 ? -Errno.last() : returned;
  }
}
