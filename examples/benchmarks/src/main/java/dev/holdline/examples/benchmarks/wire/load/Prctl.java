package dev.holdline.examples.benchmarks.wire.load;

import jnr.ffi.LibraryLoader;

/** {@code prctl(2)}, for one of its options. Public because JNR-FFI binds no other interfaces. */
public interface Prctl {
  /** The kernel wakes a thread at any time within its slack; 50 us unless it is set. */
  int PR_SET_TIMERSLACK = 29;

  int prctl(int option, long arg2, long arg3, long arg4, long arg5);

  /** Makes timed waits of this thread end as soon as they can. */
  static void wakeOnTime() {
    LibraryLoader.create(Prctl.class).load("c").prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0);
  }
}
