package dev.holdline.gate;

/** A recv(2) of a few bytes with MSG_WAITALL, as it is made in parts. Used by one thread, once. */
class RecvParts extends PlainRecv implements Divisible {
  RecvParts(int fd) {
    super(fd);
  }

  @Override
  public long length() {
    return BYTES;
  }

  @Override
  public void limit(long most) {}

  @Override
  public void resumeAt(long done, long leftNanos) {}

  @Override
  public void finish(long done, long leftNanos) {}
}
