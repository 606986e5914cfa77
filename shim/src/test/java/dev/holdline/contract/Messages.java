package dev.holdline.contract;

import jnr.ffi.Pointer;
import org.jspecify.annotations.Nullable;

/** recvmmsg, as the tests call it. */
final class Messages {
  private Messages() {}

  static Result receive(Side side, Wire wire, Pointer vector, int count, int flags) {
    return receive(side, wire, vector, count, flags, null);
  }

  static Result receive(
      Side side, Wire wire, Pointer vector, int count, int flags, @Nullable Pointer timeout) {
    return Result.of(() -> side.libc().recvmmsg(wire.near(), vector, count, flags, timeout));
  }
}
