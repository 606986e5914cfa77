package dev.holdline.posix;

import jnr.ffi.Runtime;

/**
 * The error numbers Holdline deals in, and the one place where the saved errno is read and set.
 *
 * <p>JNR-FFI keeps errno per operating-system thread. A virtual thread may go on in another one
 * after it parked, so {@link #last()} belongs in the Java method that made the call, before any
 * lock, log or park, and {@link #set(int)} is the last thing a gated call does. See errno(3).
 */
public final class Errno {
  public static final int EPERM = jnr.constants.platform.Errno.EPERM.intValue();
  public static final int ENOENT = jnr.constants.platform.Errno.ENOENT.intValue();
  public static final int EINTR = jnr.constants.platform.Errno.EINTR.intValue();
  public static final int EBADF = jnr.constants.platform.Errno.EBADF.intValue();
  public static final int EAGAIN = jnr.constants.platform.Errno.EAGAIN.intValue();
  public static final int ENOMEM = jnr.constants.platform.Errno.ENOMEM.intValue();
  public static final int EEXIST = jnr.constants.platform.Errno.EEXIST.intValue();
  public static final int EINVAL = jnr.constants.platform.Errno.EINVAL.intValue();
  public static final int EMFILE = jnr.constants.platform.Errno.EMFILE.intValue();
  public static final int ENOSPC = jnr.constants.platform.Errno.ENOSPC.intValue();
  public static final int EPIPE = jnr.constants.platform.Errno.EPIPE.intValue();
  public static final int ENOSYS = jnr.constants.platform.Errno.ENOSYS.intValue();
  public static final int EOPNOTSUPP = jnr.constants.platform.Errno.EOPNOTSUPP.intValue();
  public static final int ENOTSOCK = jnr.constants.platform.Errno.ENOTSOCK.intValue();
  public static final int EALREADY = jnr.constants.platform.Errno.EALREADY.intValue();
  public static final int EINPROGRESS = jnr.constants.platform.Errno.EINPROGRESS.intValue();
  public static final int ECONNABORTED = jnr.constants.platform.Errno.ECONNABORTED.intValue();
  public static final int EISCONN = jnr.constants.platform.Errno.EISCONN.intValue();

  private static final Runtime RUNTIME = Runtime.getSystemRuntime();

  private Errno() {}

  /** Returns what the last native call of this operating-system thread left in errno. */
  public static int last() {
    return RUNTIME.getLastError();
  }

  /** Makes {@code errno} the value that the calling code reads next on this thread. */
  public static void set(int errno) {
    RUNTIME.setLastError(errno);
  }

  /** Returns the symbolic name, for example {@code EAGAIN}, or the number when it has none. */
  public static String name(int errno) {
    if (errno == EOPNOTSUPP) {
      return "EOPNOTSUPP"; // the same number as ENOTSUP, and the name that socket calls use
    }
    return jnr.constants.platform.Errno.valueOf(errno).name().startsWith("__UNKNOWN")
        ? Integer.toString(errno)
        : jnr.constants.platform.Errno.valueOf(errno).name();
  }
}
