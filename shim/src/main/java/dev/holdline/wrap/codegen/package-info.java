/**
 * The classes that are generated at run time to implement a library interface, and what they call.
 * It passes each call on to the handler of its function, whatever that does; it knows no function
 * of libc by name.
 */
@NullMarked
package dev.holdline.wrap.codegen;

import org.jspecify.annotations.NullMarked;
