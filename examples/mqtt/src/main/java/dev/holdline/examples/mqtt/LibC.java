package dev.holdline.examples.mqtt;

import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;

/**
 * What the ported client uses of libc, as its porter declared it: {@code int} wherever a C
 * programmer thinks of one.
 */
public interface LibC {
  int socket(int domain, int type, int protocol);

  int setsockopt(int fd, int level, int name, @In byte[] value, int len);

  int connect(int fd, @In byte[] addr, int addrlen);

  int send(int fd, @In byte[] buf, int len, int flags);

  int recv(int fd, @Out byte[] buf, int len, int flags);

  int shutdown(int fd, int how);

  int dup(int fd);

  int close(int fd);
}
