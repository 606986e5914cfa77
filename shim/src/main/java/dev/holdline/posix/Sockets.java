package dev.holdline.posix;

import jnr.constants.platform.AddressFamily;
import jnr.constants.platform.Sock;
import jnr.constants.platform.SocketLevel;

/** Constants of socket(2), recv(2) and socket(7) that a wait depends on, for Linux. */
public final class Sockets {
  public static final int AF_UNIX = AddressFamily.AF_UNIX.intValue();
  public static final int AF_INET = AddressFamily.AF_INET.intValue();
  public static final int SOCK_STREAM = Sock.SOCK_STREAM.intValue();
  public static final int SOCK_DGRAM = Sock.SOCK_DGRAM.intValue();
  public static final int SOCK_NONBLOCK = 0x800; // <bits/socket_type.h>
  public static final int SOCK_CLOEXEC = 0x80000;
  public static final int SOL_SOCKET = SocketLevel.SOL_SOCKET.intValue();

  // <asm-generic/socket.h>; x86-64 and aarch64 share it.
  public static final int SO_TYPE = 3;
  public static final int SO_ERROR = 4;
  public static final int SO_RCVLOWAT = 18;
  public static final int SO_RCVTIMEO = 20;
  public static final int SO_SNDTIMEO = 21;
  public static final int SO_ACCEPTCONN = 30;
  public static final int SO_DOMAIN = 39;
  public static final int SO_COOKIE = 57;

  // <bits/socket.h>
  public static final int MSG_OOB = 0x1;
  public static final int MSG_PEEK = 0x2;
  public static final int MSG_TRUNC = 0x20;
  public static final int MSG_DONTWAIT = 0x40;
  public static final int MSG_WAITALL = 0x100;
  public static final int MSG_ERRQUEUE = 0x2000;
  public static final int MSG_WAITFORONE = 0x10000;
  public static final int MSG_ZEROCOPY = 0x4000000;

  private Sockets() {}
}
