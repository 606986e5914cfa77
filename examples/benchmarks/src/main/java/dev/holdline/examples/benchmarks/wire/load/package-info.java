/**
 * The load generator, the same for all contenders: a process of its own that drives connections as
 * it is told on its standard input, and answers with what it saw. One thread, plain libc, epoll.
 */
@NullMarked
package dev.holdline.examples.benchmarks.wire.load;

import org.jspecify.annotations.NullMarked;
