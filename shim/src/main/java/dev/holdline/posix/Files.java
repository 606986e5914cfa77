package dev.holdline.posix;

/**
 * Constants of open(2), fcntl(2), eventfd(2), close_range(2) and ioctl(2) for Linux, where x86-64
 * and aarch64 share them, under their C names.
 */
public final class Files {
  // Commands, fcntl(2)
  public static final int F_DUPFD = 0;
  public static final int F_GETFD = 1;
  public static final int F_SETFD = 2;
  public static final int F_GETFL = 3;
  public static final int F_SETFL = 4;
  public static final int F_DUPFD_CLOEXEC = 1030;
  public static final int FD_CLOEXEC = 1;

  // Flags, open(2)
  public static final int O_RDONLY = 0;
  public static final int O_WRONLY = 1;
  public static final int O_RDWR = 2;
  public static final int O_ACCMODE = 3;
  public static final int O_CREAT = 0x40;
  public static final int O_EXCL = 0x80;
  public static final int O_NOCTTY = 0x100;
  public static final int O_TRUNC = 0x200;
  public static final int O_APPEND = 0x400;
  public static final int O_NONBLOCK = 0x800;
  public static final int O_CLOEXEC = 0x80000;

  /** The descriptor only names a file. */
  public static final int O_PATH = 0x200000;

  // close_range(2)
  public static final int CLOSE_RANGE_CLOEXEC = 0x4;

  // eventfd(2)
  public static final int EFD_SEMAPHORE = 1;
  public static final int EFD_NONBLOCK = 0x800;
  public static final int EFD_CLOEXEC = 0x80000;

  // Requests, ioctl(2)
  public static final long FIONREAD = 0x541B;
  public static final long FIONBIO = 0x5421;
  public static final long FIOASYNC = 0x5452;

  /** The file system of message queues, {@code <linux/magic.h>}. */
  public static final long MQUEUE_MAGIC = 0x19800202;

  /** The file system of the slaves of pseudo terminals, {@code <linux/magic.h>}. */
  public static final long DEVPTS_SUPER_MAGIC = 0x1CD1;

  /** Largest write that a pipe takes at once or not at all; {@code <linux/limits.h>}, pipe(7). */
  public static final int PIPE_BUF = 4096;

  private Files() {}
}
