package dev.holdline.posix;

import dev.holdline.posix.abi.Layout;
import java.util.Objects;
import jnr.ffi.Pointer;

/**
 * An array of struct epoll_event, for epoll_ctl(2) and epoll_wait(2), in memory of its own. The
 * struct is packed on x86-64 only; this knows. Not thread-safe.
 *
 * <pre>{@code
 * c.epoll_ctl(epfd, Epoll.EPOLL_CTL_ADD, fd, EpollEvents.of(Epoll.EPOLLIN, fd).pointer());
 * EpollEvents events = EpollEvents.allocate(64);
 * int ready = c.epoll_wait(epfd, events.pointer(), events.count(), -1);
 * for (int i = 0; i < ready; i++) {
 *   read((int) events.data(i));
 * }
 * }</pre>
 */
public final class EpollEvents {
  private final Pointer array;
  private final int count;

  private EpollEvents(int count) {
    this.array = NativeMemory.zeroed(count * Layout.EPOLL_EVENT_SIZE);
    this.count = count;
  }

  /** Returns an array that is all zero. */
  public static EpollEvents allocate(int count) {
    return new EpollEvents(count);
  }

  /**
   * Returns an array of one entry.
   *
   * @param events of {@link Epoll}
   * @param data comes back with each event, often the descriptor
   */
  public static EpollEvents of(int events, long data) {
    return allocate(1).put(0, events, data);
  }

  /**
   * Writes an entry.
   *
   * @return this
   */
  public EpollEvents put(int index, int events, long data) {
    long at = at(index);
    array.putInt(at + Layout.EPOLL_EVENT_EVENTS, events);
    array.putLong(at + Layout.EPOLL_EVENT_DATA, data);
    return this;
  }

  /** Returns the bits of an entry, of {@link Epoll}. */
  public int events(int index) {
    return array.getInt(at(index) + Layout.EPOLL_EVENT_EVENTS);
  }

  /** Returns the data of an entry, as it was registered. */
  public long data(int index) {
    return array.getLong(at(index) + Layout.EPOLL_EVENT_DATA);
  }

  public int count() {
    return count;
  }

  /** Returns the array; its memory lives as long as this or the pointer is reachable. */
  public Pointer pointer() {
    return array;
  }

  private long at(int index) {
    return (long) Objects.checkIndex(index, count) * Layout.EPOLL_EVENT_SIZE;
  }
}
