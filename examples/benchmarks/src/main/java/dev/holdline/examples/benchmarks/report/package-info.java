/**
 * What is left of a run: its figures as JSON, and pages with tables and charts that are drawn from
 * nothing but that JSON. It measures nothing, and decides nothing about bounds.
 */
@NullMarked
package dev.holdline.examples.benchmarks.report;

import org.jspecify.annotations.NullMarked;
