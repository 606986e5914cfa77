package dev.holdline.posix.kernel;

import dev.holdline.posix.abi.Layout;

/**
 * The arguments of one ppoll(2): the timeout, and behind it an array of struct pollfd. Both are in
 * one block, so that a wait borrows no memory. Not thread-safe.
 */
public final class PollSet {
  private static final int ENTRIES = Layout.TIMESPEC_SIZE;

  private final NativeBlock block;
  private final int capacity;

  private PollSet(NativeBlock block, int capacity) {
    this.block = block;
    this.capacity = capacity;
  }

  /** Returns a set with room for {@code capacity} entries, at least 1. */
  public static PollSet allocate(int capacity) {
    return new PollSet(
        NativeBlock.allocate(ENTRIES + capacity * Layout.POLLFD_SIZE), Math.max(1, capacity));
  }

  public int capacity() {
    return capacity;
  }

  /**
   * Writes an entry, with no bit reported.
   *
   * @param fd passed over by the kernel when negative
   */
  public void put(int index, int fd, int events) {
    block.putPollfd(at(index), fd, events);
  }

  /** Returns what was reported for an entry. */
  public int revents(int index) {
    return block.revents(at(index));
  }

  private static int at(int index) {
    return ENTRIES + index * Layout.POLLFD_SIZE;
  }

  void putTimeout(long nanos) {
    block.putTimespec(0, nanos);
  }

  long timeoutAddress() {
    return block.address();
  }

  long entriesAddress() {
    return block.address() + ENTRIES;
  }
}
