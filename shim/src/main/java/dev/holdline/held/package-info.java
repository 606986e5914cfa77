/**
 * What is held: the numbers, the open file under each of them, who is inside the original function
 * and who waits. It makes no gated call and blocks no thread for data; it only keeps, finds and
 * ends.
 */
@NullMarked
package dev.holdline.held;

import org.jspecify.annotations.NullMarked;
