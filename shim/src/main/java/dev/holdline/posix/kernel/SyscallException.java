package dev.holdline.posix.kernel;

import dev.holdline.posix.Errno;

/**
 * A system call that Holdline needed for itself failed; callers degrade instead of passing it on.
 */
public final class SyscallException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int errno;

  /**
   * Creates the exception.
   *
   * @param call the call's name in section 2 of the manual
   * @param errno why it failed, positive
   */
  public SyscallException(String call, int errno) {
    super(call + " failed with " + Errno.name(errno));
    this.errno = errno;
  }

  /** Returns {@code result}, or throws when it is a {@code -errno}. */
  public static int check(String call, int result) {
    if (result < 0) {
      throw new SyscallException(call, -result);
    }
    return result;
  }

  public int errno() {
    return errno;
  }
}
