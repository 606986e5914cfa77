/**
 * One thread that looks after every held descriptor: {@code BackgroundSelector} and its pollers,
 * epoll(7) and poll(2). It reports readiness and the end of each slice; what that means for a
 * waiting thread is not its business.
 */
@NullMarked
package dev.holdline.selector;

import org.jspecify.annotations.NullMarked;
