package dev.holdline.posix;

/**
 * Why a call failed: an error number of errno(3), with its name and its text.
 *
 * <pre>{@code
 * if (c.connect(fd, address, address.length) < 0) {
 *   throw new IOException("connect: " + PosixError.last()); // connect: ECONNREFUSED (111, Connection refused)
 * }
 * }</pre>
 *
 * <p>Read it first: in the Java method that made the call, right after it. JNR-FFI keeps errno per
 * operating-system thread. The next native call on that thread replaces it, and a virtual thread
 * that parked goes on in another one, where it finds the errno of somebody else. Whatever may park
 * loses it: a lock, a log line, input or output, {@code sleep}, one more gated call.
 *
 * @param number as C has it, to be compared with the constants of {@link Errno}
 */
public record PosixError(int number) {
  /**
   * Returns why the last native call of this thread failed. Means something only after one that
   * did: a call that succeeds leaves errno as it likes.
   */
  public static PosixError last() {
    return new PosixError(Errno.last());
  }

  /** Returns the symbolic name, for example {@code EAGAIN}, or the number when it has none. */
  public String name() {
    return Errno.name(number);
  }

  /** Returns the text, for example {@code Connection refused}, as strerror(3) has it in English. */
  public String text() {
    return Errno.text(number);
  }

  /** Returns all three, for example {@code ECONNREFUSED (111, Connection refused)}. */
  @Override
  public String toString() {
    return name() + " (" + number + ", " + text() + ")";
  }
}
