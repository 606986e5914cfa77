package dev.holdline.examples.benchmarks.guard;

import java.util.BitSet;
import jnr.ffi.LibraryLoader;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;
import jnr.ffi.types.size_t;

/**
 * {@code sched_setaffinity(2)} of the calling thread; threads that it starts from then on inherit
 * it. Public because JNR-FFI binds no other interfaces.
 */
public interface Affinity {
  /** Bytes of a set of cores, one bit for each: as glibc's {@code cpu_set_t}. */
  int SIZE = 128;

  int sched_getaffinity(int pid, @size_t long size, @Out byte[] cores);

  int sched_setaffinity(int pid, @size_t long size, @In byte[] cores);

  /** Returns the cores that the calling thread may use; of a virtual one, its carrier. */
  static BitSet allowed() {
    byte[] cores = new byte[SIZE];
    if (libc().sched_getaffinity(0, SIZE, cores) != 0) {
      throw new IllegalStateException(
          "sched_getaffinity failed: are there more than " + SIZE * Byte.SIZE + " cores?");
    }
    return BitSet.valueOf(cores);
  }

  /** Keeps the calling thread, and those that it starts, on the last core that it may use. */
  static void keepToOneCore() {
    BitSet one = new BitSet();
    one.set(allowed().length() - 1);
    byte[] cores = one.toByteArray();
    if (libc().sched_setaffinity(0, cores.length, cores) != 0) {
      throw new IllegalStateException("sched_setaffinity refused the set of cores " + one);
    }
  }

  private static Affinity libc() {
    return LibraryLoader.create(Affinity.class).load("c");
  }
}
