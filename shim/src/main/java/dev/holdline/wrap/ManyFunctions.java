package dev.holdline.wrap;

import dev.holdline.posix.Layout;
import dev.holdline.wait.Deadline;
import dev.holdline.wait.Gate;
import dev.holdline.wait.ManyCall;
import java.util.function.Supplier;
import jnr.ffi.Pointer;
import org.jspecify.annotations.Nullable;

/** Makes the handlers of the functions that wait for many descriptors at once. */
final class ManyFunctions {
  private final Gate gate;

  ManyFunctions(Gate gate) {
    this.gate = gate;
  }

  /** Reads a timeout in nanoseconds; negative for an invalid one. */
  @FunctionalInterface
  private interface TimeoutReader {
    long nanos(@Nullable Object argument);
  }

  Handler handler(Target target) {
    return switch (target.method().getName()) {
      case "poll" -> poll(target, 3, "poll(FDS fds, nfds_t nfds, int timeout)", this::millis);
      case "ppoll" -> poll(target, 4, "ppoll(FDS fds, nfds_t nfds, timespec, sigmask)", this::spec);
      case "select" -> select(target, 5, "select(int nfds, readfds, writefds, exceptfds, timeval)");
      case "pselect" ->
          select(target, 6, "pselect(int nfds, readfds, writefds, exceptfds, timespec, sigmask)");
      case "epoll_wait" ->
          epoll(target, 4, "epoll_wait(int epfd, events, int max, int timeout)", this::millis);
      case "epoll_pwait" ->
          epoll(
              target,
              5,
              "epoll_pwait(int epfd, events, int max, int timeout, sigmask)",
              this::millis);
      default ->
          epoll(
              target, 5, "epoll_pwait2(int epfd, events, int max, timespec, sigmask)", this::spec);
    };
  }

  private long millis(@Nullable Object argument) {
    return argument instanceof Number number
        ? Timeouts.ofMillis(number.longValue())
        : Deadline.NONE;
  }

  private long spec(@Nullable Object argument) {
    return argument instanceof long[] pair
        ? Timeouts.ofTimespec(pair[0], pair[1])
        : Timeouts.ofTimespec(Memories.of(argument));
  }

  private static Supplier<Object> check(
      Target target, int parameters, int timeoutAt, String expected) {
    Signature signature = new Signature(target.method(), "int " + expected);
    signature.requireCount(parameters);
    signature.requireResult();
    try {
      return ZeroTimeout.forType(target.method().getParameterTypes()[timeoutAt]);
    } catch (IllegalArgumentException unknown) {
      signature.require(false, "has " + unknown.getMessage());
      throw unknown;
    }
  }

  private Handler poll(Target target, int parameters, String expected, TimeoutReader reader) {
    Supplier<Object> zero = check(target, parameters, 2, expected);
    return (proxy, arguments) -> {
      long timeout = reader.nanos(arguments[2]);
      if (timeout <= 0 || !PollCall.isReadable(arguments)) {
        return target.invoke(arguments);
      }
      return target.result(gate.many(timeout, new PollCall(target, arguments, zero.get())));
    };
  }

  private Handler epoll(Target target, int parameters, String expected, TimeoutReader reader) {
    Supplier<Object> zero = check(target, parameters, 3, expected);
    return (proxy, arguments) -> {
      long timeout = reader.nanos(arguments[3]);
      if (timeout <= 0) {
        return target.invoke(arguments);
      }
      return target.result(gate.many(timeout, new EpollWaitCall(target, arguments, zero.get())));
    };
  }

  private Handler select(Target target, int parameters, String expected) {
    Supplier<Object> zero = check(target, parameters, 4, expected);
    boolean writesBack = parameters == 5; // pselect leaves its timespec alone
    return (proxy, arguments) -> {
      Pointer timeval = Memories.of(arguments[4]);
      long timeout = writesBack ? Timeouts.ofTimeval(timeval) : spec(arguments[4]);
      if (timeout <= 0 || (timeval == null && arguments[4] != null && writesBack)) {
        return target.invoke(arguments);
      }
      long begin = System.nanoTime();
      ManyCall call = new SelectCall(target, arguments, zero.get());
      long result = gate.many(timeout, call);
      if (writesBack && timeval != null && timeout != Deadline.NONE) {
        writeBack(timeval, Math.max(0, timeout - (System.nanoTime() - begin)));
      }
      return target.result(result);
    };
  }

  private static void writeBack(Pointer timeval, long leftNanos) {
    timeval.putLong(Layout.TIMEVAL_SEC, leftNanos / 1_000_000_000L);
    timeval.putLong(Layout.TIMEVAL_USEC, leftNanos % 1_000_000_000L / 1000);
  }
}
