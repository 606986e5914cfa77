package dev.holdline.posix;

import jnr.constants.platform.Fcntl;
import jnr.constants.platform.OpenFlags;

/** Constants of fcntl(2), open(2), inode(7) and close_range(2) that Holdline depends on. */
public final class Files {
  public static final int F_GETFD = Fcntl.F_GETFD.intValue();
  public static final int F_GETFL = Fcntl.F_GETFL.intValue();
  public static final int F_SETFL = Fcntl.F_SETFL.intValue();
  public static final int O_NONBLOCK = OpenFlags.O_NONBLOCK.intValue();
  public static final int O_ACCMODE = OpenFlags.O_ACCMODE.intValue();
  public static final int O_RDONLY = OpenFlags.O_RDONLY.intValue();
  public static final int O_WRONLY = OpenFlags.O_WRONLY.intValue();

  /** The file system of message queues, {@code <linux/magic.h>}. */
  public static final long MQUEUE_MAGIC = 0x19800202;

  /** The descriptor only names a file; {@code <asm-generic/fcntl.h>}, open(2). */
  public static final int O_PATH = 0x200000;

  // <linux/close_range.h>
  public static final int CLOSE_RANGE_CLOEXEC = 0x4;

  /** Largest write that a pipe takes at once or not at all; {@code <linux/limits.h>}, pipe(7). */
  public static final int PIPE_BUF = 4096;

  private Files() {}
}
