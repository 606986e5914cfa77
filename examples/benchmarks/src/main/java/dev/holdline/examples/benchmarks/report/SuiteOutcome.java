package dev.holdline.examples.benchmarks.report;

import org.jspecify.annotations.Nullable;

/**
 * How one suite went.
 *
 * @param suite its name
 * @param seconds how long it took
 * @param stolenPercent of the CPU time, given to others by the host; null for a run that did not
 *     ask
 * @param foreignPercent of the CPU time, taken by other programs of the machine; null likewise
 * @param failure why it ended early, null when it did not
 */
public record SuiteOutcome(
    String suite,
    long seconds,
    @Nullable Double stolenPercent,
    @Nullable Double foreignPercent,
    @Nullable String failure) {}
