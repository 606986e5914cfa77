package dev.holdline.wrap;

import java.nio.ByteBuffer;
import jnr.ffi.annotations.Out;

/** Some of libc, declared with the plainest types. */
public interface Ints {
  int recv(int fd, @Out byte[] buf, int len, int flags);

  int read(int fd, ByteBuffer buf, int len);

  int close(int fd);
}
