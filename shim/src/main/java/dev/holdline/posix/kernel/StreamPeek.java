package dev.holdline.posix.kernel;

import dev.holdline.posix.Sockets;
import dev.holdline.posix.abi.Layout;
import java.lang.ref.Reference;

/**
 * A look at what the next call would take from a UNIX stream, without taking it: how many bytes,
 * from whom, and whether descriptors come along. One call never takes bytes of two senders while
 * SO_PASSCRED is set, nor what stands behind descriptors; see "Ancillary messages" in unix(7). Not
 * thread-safe, used again by later calls.
 */
public final class StreamPeek {
  private static final int ROOM = 4096;
  private static final int PIECES = 16; // each into the same room: nobody wants the bytes
  private static final int MOST = PIECES * ROOM;
  private static final int LONGEST_RECORD = 40 * 1024; // what one send becomes is cut to 36 KiB
  private static final int UCRED_OFFSET = 16; // behind the struct cmsghdr
  private static final int CONTROL_SIZE = 32; // CMSG_SPACE(sizeof(struct ucred))

  private static final int VECTOR = Layout.MSGHDR_SIZE;
  private static final int CONTROL = VECTOR + PIECES * Layout.IOVEC_SIZE;
  private static final int BYTES = CONTROL + CONTROL_SIZE;

  private final NativeBlock block = NativeBlock.allocate(BYTES + ROOM);
  private boolean asksForSender;
  private boolean descriptors;
  private long process;
  private long user;
  private long knownProcess;
  private long knownUser;

  /** Makes one with a few KiB of native memory. */
  public StreamPeek() {
    for (int i = 0; i < PIECES; i++) {
      int piece = VECTOR + i * Layout.IOVEC_SIZE;
      block.putLong(piece + Layout.IOVEC_BASE, block.address() + BYTES);
      block.putLong(piece + Layout.IOVEC_LEN, ROOM);
    }
    block.putLong(Layout.MSGHDR_IOV, block.address() + VECTOR);
    block.putLong(Layout.MSGHDR_IOVLEN, PIECES);
    block.putLong(Layout.MSGHDR_CONTROL, block.address() + CONTROL);
  }

  /**
   * Begins with another socket.
   *
   * @return false when a look would change what the program's own looks find (SO_PEEK_OFF)
   */
  public boolean begin(Syscalls syscalls, int fd) {
    asksForSender = syscalls.socketOption(fd, Sockets.SO_PASSCRED) == 1;
    return syscalls.socketOption(fd, Sockets.SO_PEEK_OFF) < 0;
  }

  /**
   * Looks, and never waits.
   *
   * @return how many bytes one call would take, at most 64 KiB, 0 at the end, or {@code -errno}
   */
  public long look(Syscalls syscalls, int fd) {
    // Without room for a descriptor the kernel makes none, and only says that there is one.
    block.putLong(Layout.MSGHDR_CONTROLLEN, asksForSender ? CONTROL_SIZE : 0);
    try {
      long bytes = syscalls.receive(fd, block, Sockets.MSG_PEEK | Sockets.MSG_DONTWAIT);
      descriptors = (block.getInt(Layout.MSGHDR_FLAGS) & Sockets.MSG_CTRUNC) != 0;
      process = block.getInt(CONTROL + UCRED_OFFSET);
      user = block.getLong(CONTROL + UCRED_OFFSET + Integer.BYTES);
      return bytes == MOST && descriptors ? withoutDescriptors() : bytes;
    } finally {
      Reference.reachabilityFence(this); // the header has only addresses
    }
  }

  /** There may be more of the record that has them: the next look will see it whole. */
  private long withoutDescriptors() {
    descriptors = false;
    return MOST - LONGEST_RECORD;
  }

  /** Returns whether descriptors come along with what the last look saw, behind its last byte. */
  public boolean hasDescriptors() {
    return descriptors;
  }

  /** Keeps the sender that the last look saw, to compare later ones with. */
  public void keepSender() {
    knownProcess = process;
    knownUser = user;
  }

  /** Returns whether the last look saw another sender than the one that was kept. */
  public boolean isOfAnotherSender() {
    return asksForSender && (process != knownProcess || user != knownUser);
  }
}
