package dev.holdline.posix;

import dev.holdline.posix.abi.Layout;
import java.util.Objects;
import jnr.ffi.Pointer;

/**
 * An array of struct pollfd, for poll(2) and ppoll(2), in memory of its own. Not thread-safe.
 *
 * <pre>{@code
 * Pollfds fds = Pollfds.allocate(2);
 * fds.put(0, socket, Poll.POLLIN);
 * fds.put(1, pipe, Poll.POLLIN);
 * int ready = c.poll(fds.pointer(), fds.count(), 5_000);
 * if (ready > 0 && (fds.revents(0) & Poll.POLLIN) != 0) {
 *   read(socket);
 * }
 * }</pre>
 */
public final class Pollfds {
  private final Pointer array;
  private final int count;

  private Pollfds(int count) {
    this.array = NativeMemory.zeroed(count * Layout.POLLFD_SIZE);
    this.count = count;
    for (int i = 0; i < count; i++) {
      put(i, -1, 0);
    }
  }

  /**
   * Returns an array whose entries name no descriptor, so that poll passes over them.
   *
   * @param count entries, 0 or more
   * @throws IllegalArgumentException for a negative count
   */
  public static Pollfds allocate(int count) {
    if (count < 0) {
      throw new IllegalArgumentException(count + " entries: ask for 0 or more");
    }
    return new Pollfds(count);
  }

  /** Returns an array of one entry. */
  public static Pollfds of(int fd, int events) {
    return allocate(1).put(0, fd, events);
  }

  /**
   * Writes an entry, with nothing reported.
   *
   * @param fd negative to have it passed over
   * @param events of {@link Poll}
   * @return this
   */
  public Pollfds put(int index, int fd, int events) {
    long at = at(index);
    array.putInt(at + Layout.POLLFD_FD, fd);
    array.putShort(at + Layout.POLLFD_EVENTS, (short) events);
    array.putShort(at + Layout.POLLFD_REVENTS, (short) 0);
    return this;
  }

  public int fd(int index) {
    return array.getInt(at(index) + Layout.POLLFD_FD);
  }

  /** Returns what the last poll reported for an entry, bits of {@link Poll}. */
  public int revents(int index) {
    return array.getShort(at(index) + Layout.POLLFD_REVENTS) & 0xFFFF;
  }

  public int count() {
    return count;
  }

  /** Returns the array; its memory lives as long as this or the pointer is reachable. */
  public Pointer pointer() {
    return array;
  }

  private long at(int index) {
    return (long) Objects.checkIndex(index, count) * Layout.POLLFD_SIZE;
  }
}
