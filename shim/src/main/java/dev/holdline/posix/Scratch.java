package dev.holdline.posix;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Small blocks of native memory for the arguments of one system call, lent and given back.
 *
 * <p>A block a thread would cost too much with ten thousand virtual threads, and allocating native
 * memory costs more than the system call. Blocks rest in slots chosen by thread; a thread that
 * finds its slot empty makes a new block, one that finds it taken leaves its block to the garbage
 * collector. Thread-safe, never blocks.
 */
final class Scratch {
  static final int SIZE = Layout.STATX_SIZE; // the largest struct that is written to one

  private static final int SLOTS = 64; // a power of two, more than there are carriers

  private final AtomicReferenceArray<NativeBlock> slots = new AtomicReferenceArray<>(SLOTS);

  NativeBlock borrow() {
    NativeBlock block = slots.getAndSet(slot(), null);
    return block != null ? block : NativeBlock.allocate(SIZE);
  }

  void giveBack(NativeBlock block) {
    slots.lazySet(slot(), block);
  }

  @SuppressWarnings("deprecation") // threadId() came with 19
  private static int slot() {
    return (int) Thread.currentThread().getId() & (SLOTS - 1);
  }
}
