/**
 * Single calls: what the gate in front of one costs in time, in system calls and in allocated
 * bytes, for each gated function and type of buffer. It moves single bytes through UNIX sockets,
 * where the kernel's own part is smallest; what matters on a wire is measured there.
 */
@NullMarked
package dev.holdline.examples.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
