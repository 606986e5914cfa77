package dev.holdline.posix.binding;

/** glibc's own mark; musl and other C libraries do not have it. */
public interface Glibc {
  String gnu_get_libc_version();
}
