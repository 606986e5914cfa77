/**
 * What Holdline itself asks of the kernel, and the native memory that takes. Failures come back as
 * {@code -errno}. This room knows nothing of descriptors that are held and nothing of waiting.
 */
@NullMarked
package dev.holdline.posix.kernel;

import org.jspecify.annotations.NullMarked;
