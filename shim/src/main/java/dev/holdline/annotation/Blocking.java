package dev.holdline.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a native function of the user's own that blocks on a descriptor, so that its calls are
 * gated: Holdline waits until the descriptor is ready, and then calls it.
 *
 * <p>The function must block for nothing but this descriptor, and must take what it finds without
 * waiting for more. A function whose library buffers above the descriptor, as {@code SSL_read} and
 * {@code fread} do, must not be marked: it may have data while the descriptor has none, and the
 * call would wait for ever.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Blocking {
  /** Returns the index of the descriptor among the parameters, from 0. */
  int fd() default 0;

  /** Returns what the function waits for. */
  Readiness on() default Readiness.READABLE;
}
