/**
 * Held calls of a thread that has an interrupt hook of its own: between {@code
 * AbstractSelector.begin} and {@code end}, or those of a channel.
 */
@NullMarked
package dev.holdline.hook;

import org.jspecify.annotations.NullMarked;
