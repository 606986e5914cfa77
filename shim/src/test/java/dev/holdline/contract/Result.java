package dev.holdline.contract;

import dev.holdline.posix.Errno;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;

/**
 * What a call gave its caller: the value, errno if it failed, and the bytes it brought. Two calls
 * are alike when these are.
 */
record Result(long value, String errno, String bytes) {
  /** Runs a call that brings no bytes; reads errno in the method of the call. */
  static Result of(LongSupplier call) {
    long value = call.getAsLong();
    int errno = Errno.last();
    return new Result(value, value < 0 ? Errno.name(errno) : "", "");
  }

  static Result of(long value) {
    return new Result(value, "", "");
  }

  static Result failed(String errno) {
    return new Result(-1, errno, "");
  }

  static Result bytes(String bytes) {
    return new Result(bytes.length(), "", bytes);
  }

  /** Adds what the first bytes of a buffer hold, as many as the value says were brought. */
  Result with(byte[] buffer) {
    int count = (int) Math.max(0, Math.min(value, buffer.length));
    return new Result(value, errno, new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
  }

  boolean isFailure() {
    return value < 0;
  }
}
