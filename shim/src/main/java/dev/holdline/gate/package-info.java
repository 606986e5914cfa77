/**
 * One gated call: may the original function run now, wait until it may, run it, answer. It knows
 * the functions of libc by what they wait for, and nothing of how a library interface declares
 * them.
 */
@NullMarked
package dev.holdline.gate;

import org.jspecify.annotations.NullMarked;
