/**
 * What the kernel refuses, with every way to wait above it: each call ends as if there were no
 * fault, and the status of its hold and the log say what is wrong.
 */
@NullMarked
package dev.holdline.faults;

import org.jspecify.annotations.NullMarked;
