package dev.holdline.hook;

import dev.holdline.posix.LibC;

/** A call that waits until a descriptor is readable. */
interface LibCall {
  /** Returns what the call returned. */
  long run(LibC libc, int fd);
}
