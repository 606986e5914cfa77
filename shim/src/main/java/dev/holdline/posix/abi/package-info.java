/** Where Holdline runs, and how C lays its structs out there. This room knows nothing of calls. */
@NullMarked
package dev.holdline.posix.abi;

import org.jspecify.annotations.NullMarked;
