package dev.holdline.held;

import dev.holdline.posix.Errno;
import dev.holdline.posix.Poll;
import dev.holdline.selector.BackgroundSelector;
import dev.holdline.selector.ReadinessHandler;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the selector was asked about one descriptor, and whether it can be asked at all. Changed
 * only with the watch's lock; the questions about degradation may be asked without it.
 */
final class Registration {
  /** What is asked while nobody waits, and what is reported unasked. */
  static final int IDLE = BackgroundSelector.IDLE_EVENTS | Poll.ALWAYS;

  private final Subject subject;
  private final ReadinessHandler handler;
  private final BackgroundSelector selector;

  private int armed; // asked for and not yet reported, with Poll.ALWAYS; 0 for nothing
  private volatile @Nullable String degradation;
  private volatile long lastTry;

  Registration(Subject subject, ReadinessHandler handler, BackgroundSelector selector) {
    this.subject = subject;
    this.handler = handler;
    this.selector = selector;
  }

  /** Returns why the selector does not look after the descriptor, empty when it does. */
  Optional<String> degradation() {
    return Optional.ofNullable(degradation);
  }

  boolean isDegraded() {
    return degradation != null;
  }

  /** Whether it is time to try again what did not work. */
  boolean isRetryDue(long now, long sliceNanos) {
    return isDegraded() && selector.failure().isEmpty() && now - lastTry >= sliceNanos;
  }

  /** Whether this depends on a selector that is lost, and {@code other} is another one. */
  boolean isStranded(BackgroundSelector other) {
    return selector != other && selector.failure().isPresent();
  }

  /** Makes the descriptor known to the selector, or notes why that cannot be. */
  void open(long now) {
    lastTry = now;
    open();
  }

  void open() {
    registered(selector.register(handler));
  }

  /**
   * Whatever stood under the number by then is what was registered. From here on an arm that
   * succeeds proves that it still does, so that it has to be this file now: another one is dropped.
   * When the selector is lost by now, the handler has learnt it already, or will.
   *
   * @param result as of {@link BackgroundSelector#register}
   */
  void registered(int result) {
    int refused = result;
    if (result >= 0 && (selector.failure().isPresent() || !subject.isCurrent())) {
      selector.unregister(handler);
      refused = -Errno.EBADF;
    }
    degradation = refused < 0 ? reason("registering with the selector", refused) : null;
    armed = refused < 0 ? 0 : IDLE;
  }

  void close() {
    selector.unregister(handler);
  }

  void awaitReleased() {
    selector.awaitReleased();
  }

  /**
   * Asks for one report of {@code events}, besides what was asked already. For what is reported
   * unasked, too, there has to be a question.
   *
   * @return whether that proved the number to stand for the same file still
   */
  boolean arm(int events) {
    return (events & ~armed) != 0 && ask(armed | events);
  }

  private boolean ask(int events) {
    int result = selector.arm(handler, events);
    boolean unopened = result == -Errno.EBADF && selector.failure().isEmpty();
    if (result == -Errno.ENOENT || unopened) { // recycled, or lost with an earlier poller
      if (!subject.isCurrent()) {
        return false;
      }
      open();
      if (isDegraded()) {
        return false;
      }
      result = selector.arm(handler, events);
    }
    if (result < 0) {
      degradation = reason("arming", result);
      return false;
    }
    armed = events;
    return selector.armVerifies();
  }

  /** The selector reported, and watches no more until it is asked again. */
  void reported() {
    armed = 0;
  }

  /** See {@link ReadinessHandler#prefetch}. */
  int prefetch() {
    return armed;
  }

  void abandoned(String reason) {
    degradation = reported(reason);
  }

  /** A file is never waited for: that the selector does not take it matters to nobody. */
  private String reported(String reason) {
    if (subject.canWait()) {
      Degradations.report(subject.fd(), reason);
    }
    return reason;
  }

  private String reason(String what, int result) {
    String advice =
        result == -Errno.EPERM
            ? ": this kind of file cannot be watched, and mostly need not be"
            : "";
    boolean isGone = result == -Errno.EBADF && selector.failure().isEmpty(); // no longer this file
    String reason =
        selector.failure().orElseGet(() -> what + " failed with " + Errno.name(-result) + advice);
    return isGone ? reason : reported(reason);
  }
}
