/**
 * What a port needs of C on Linux: {@link dev.holdline.posix.LibC}, a ready interface to load;
 * {@link dev.holdline.posix.PosixError} and {@link dev.holdline.posix.Errno} for what failed;
 * {@link dev.holdline.posix.Sockaddr}, {@link dev.holdline.posix.Timeval}, {@link
 * dev.holdline.posix.Timespec}, {@link dev.holdline.posix.Pollfds}, {@link
 * dev.holdline.posix.EpollEvents}, {@link dev.holdline.posix.FdSet} and {@link
 * dev.holdline.posix.NativeMemory} for what C has structs for; and the constants of {@link
 * dev.holdline.posix.Sockets}, {@link dev.holdline.posix.Files}, {@link dev.holdline.posix.Poll}
 * and {@link dev.holdline.posix.Epoll}. It knows nothing of descriptors that are held and nothing
 * of waiting.
 */
@NullMarked
package dev.holdline.posix;

import org.jspecify.annotations.NullMarked;
