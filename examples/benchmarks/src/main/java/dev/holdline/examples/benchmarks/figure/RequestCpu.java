package dev.holdline.examples.benchmarks.figure;

/**
 * The processors' time of one request, in microseconds: of all threads on both sides, and of the
 * kernel for them.
 *
 * @param held of the one that holds
 * @param other of what it was compared with, in turn
 */
public record RequestCpu(Spread held, Spread other) {}
