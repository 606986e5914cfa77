package dev.holdline.examples.benchmarks.report;

import org.jspecify.annotations.Nullable;

/**
 * How one suite went.
 *
 * @param suite its name
 * @param seconds how long it took
 * @param failure why it ended early, null when it did not
 */
public record SuiteOutcome(String suite, long seconds, @Nullable String failure) {}
