package dev.holdline.held;

/**
 * What a {@link Watch} has to know of the file that it watches. An {@link Incarnation} is one; the
 * watch knows no more of it, so that it can be read alone.
 */
interface Subject {
  int fd();

  /** Returns which use of the number this is. */
  int generation();

  /** Returns whether this is closed or being closed: nobody begins to wait any more. */
  boolean isClosing();

  /** Returns whether the number still stands for this open file, as far as that can be told. */
  boolean isCurrent();

  /** Returns whether calls on this kind of file ever wait: a regular file's do not. */
  boolean canWait();

  /** Returns what poll(2) reports now, or {@code -errno}. */
  int look(int events);

  Counters counters();

  /** Returns the way of calls into the original function, and of a close past them. */
  Passage passage();

  /** Returns the errno of a verdict that ended the connection, 0 for none. */
  int verdict();

  /** The number stands for another file. */
  void recycled();
}
