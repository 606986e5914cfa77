/**
 * The servers that are compared: each accepts connections on one endpoint in its own way, and
 * echoes or swallows what comes. They run in a process of their own, which lives until its standard
 * input ends.
 */
@NullMarked
package dev.holdline.examples.benchmarks.wire.server;

import org.jspecify.annotations.NullMarked;
