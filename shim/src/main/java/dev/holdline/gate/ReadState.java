package dev.holdline.gate;

/**
 * The state of one read that must not be forgotten while its thread is parked, besides the phase in
 * which it is: see {@link GatedRead}. The objects that carry a read out share one; a parked read
 * has one of its own, so that the others can carry out other reads meanwhile. Used by one thread at
 * a time.
 */
final class ReadState extends CallFrame {
  static final int UNASKED = Integer.MIN_VALUE;

  // The call.
  Original original = Original.NONE;
  int fd;
  Reading how = Reading.READ;
  int flags;
  long length;

  /** When its wait, or the last part of it, began. */
  long begunAt;

  /** Whether it was asked whether the kernel would wait. */
  boolean checked;

  /** Whether all bytes must be there: poll(2) is not the one to ask. */
  boolean needsAll;

  /** How often the descriptor looked ready and the call found nothing. */
  int misses;

  /** What was taken from the file before the wait, see OpenFile.taken. */
  long takenBefore;

  // Of a terminal, see TerminalRead.
  int terminalMode = UNASKED;
  int bytesSeen;
  int quietLooks;

  void begin(int number, Reading reading, int callFlags, long bytes, Original call) {
    begin(null);
    original = call;
    fd = number;
    how = reading;
    flags = callFlags;
    length = bytes;
    begunAt = 0;
    checked = false;
    takenBefore = 0;
    forgetFileTerms();
  }

  /** Forgets what was asked of the file: the call is about another one. */
  void forgetFileTerms() {
    checked = false;
    needsAll = false;
    misses = 0;
    terminalMode = UNASKED;
    bytesSeen = 0;
    quietLooks = 0;
  }

  /** Becomes as another one is. */
  void copyFrom(ReadState other) {
    copyFrame(other);
    original = other.original;
    fd = other.fd;
    how = other.how;
    flags = other.flags;
    length = other.length;
    begunAt = other.begunAt;
    checked = other.checked;
    needsAll = other.needsAll;
    misses = other.misses;
    takenBefore = other.takenBefore;
    terminalMode = other.terminalMode;
    bytesSeen = other.bytesSeen;
    quietLooks = other.quietLooks;
  }

  /** Keeps nothing of the call: this may be kept where it waited until another waits there. */
  void forget() {
    about(null);
    original = Original.NONE;
  }
}
