package dev.holdline.gate;

/** The original function of one gated call, bound to the caller's arguments. */
public interface Original {
  /** No call. */
  Original NONE =
      new Original() {
        @Override
        public long call(int extraFlags) {
          throw new IllegalStateException("no call is under way");
        }

        @Override
        public int errno() {
          return 0;
        }
      };

  /**
   * Calls the function.
   *
   * @param extraFlags bits to add to its flags argument, 0 for the caller's own arguments; only
   *     functions with such an argument are given any, and those that {@link #canReadNow}
   * @return what it returned, negative for a failure
   */
  long call(int extraFlags);

  /**
   * Returns whether a read(2) or readv(2) can be done without waiting, by another function; that is
   * what extra flags then ask for.
   */
  default boolean canReadNow() {
    return false;
  }

  /**
   * Calls a read(2) or readv(2) for fewer bytes than the caller asked for: those that are there, so
   * that a terminal does not wait for more.
   *
   * @param bytes at least 1, fewer than the caller asked for
   */
  default long callFor(long bytes) {
    return call(0);
  }

  /** Returns the errno of the last call that failed. */
  int errno();

  /** Returns whether the caller can go on with a suspended call. */
  default boolean suspends() {
    return false;
  }

  /** Takes a suspended call, which is to be resumed. */
  default void suspend(Suspended call) {
    throw new UnsupportedOperationException();
  }
}
