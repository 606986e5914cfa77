package dev.holdline.contract;

/** The kinds of connection the contract holds for. */
enum WireKind {
  TCP,
  UDP,
  UNIX_STREAM,
  UNIX_DATAGRAM,
  PIPE;

  boolean isSocket() {
    return this != PIPE;
  }

  boolean isStream() {
    return this != UDP && this != UNIX_DATAGRAM;
  }

  boolean isUnix() {
    return this == UNIX_STREAM || this == UNIX_DATAGRAM;
  }
}
