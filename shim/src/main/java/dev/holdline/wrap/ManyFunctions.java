package dev.holdline.wrap;

import dev.holdline.gate.Gate;
import dev.holdline.wrap.codegen.Call;
import dev.holdline.wrap.codegen.GatedFunction;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Makes the functions that wait for many descriptors at once. */
final class ManyFunctions {
  static final Map<String, FunctionMaker> MAKERS =
      Map.of(
          "poll",
          (gate, declared) ->
              new ManyFunctions(gate)
                  .poll(declared, 3, "poll(FDS fds, nfds_t nfds, int timeout)", Timeout.MILLIS),
          "ppoll",
          (gate, declared) ->
              new ManyFunctions(gate)
                  .poll(
                      declared,
                      4,
                      "ppoll(FDS fds, nfds_t nfds, timespec, sigmask)",
                      Timeout.TIMESPEC),
          "select",
          (gate, declared) ->
              new ManyFunctions(gate)
                  .select(
                      declared,
                      5,
                      "select(int nfds, readfds, writefds, exceptfds, timeval)",
                      Timeout.TIMEVAL),
          "pselect",
          (gate, declared) ->
              new ManyFunctions(gate)
                  .select(
                      declared,
                      6,
                      "pselect(int nfds, readfds, writefds, exceptfds, timespec, sigmask)",
                      Timeout.TIMESPEC),
          "epoll_wait",
          (gate, declared) ->
              new ManyFunctions(gate)
                  .epoll(
                      declared,
                      4,
                      "epoll_wait(int epfd, events, int max, int timeout)",
                      Timeout.MILLIS),
          "epoll_pwait",
          (gate, declared) ->
              new ManyFunctions(gate)
                  .epoll(
                      declared,
                      5,
                      "epoll_pwait(int epfd, events, int max, int timeout, sigmask)",
                      Timeout.MILLIS),
          "epoll_pwait2",
          (gate, declared) ->
              new ManyFunctions(gate)
                  .epoll(
                      declared,
                      5,
                      "epoll_pwait2(int epfd, events, int max, timespec, sigmask)",
                      Timeout.TIMESPEC));

  private static final int FD_SETSIZE = 1024; // <sys/select.h>

  private final Gate gate;

  private ManyFunctions(Gate gate) {
    this.gate = gate;
  }

  /** What a function takes as its timeout. */
  private enum Timeout {
    MILLIS,
    TIMESPEC,
    TIMEVAL;

    List<Class<?>> types() {
      return this == MILLIS ? Signature.INTEGERS : Signature.WORDS;
    }

    /** Reads an argument in nanoseconds; negative for an invalid one. */
    long nanos(Call call, int index) {
      return switch (this) {
        case MILLIS -> Timeouts.ofMillis(call.number(index));
        case TIMESPEC -> Timeouts.ofTimespec(call.object(index));
        case TIMEVAL -> Timeouts.ofTimeval(call.object(index));
      };
    }
  }

  private static Signature check(DeclaredFunction declared, int parameters, String expected) {
    Signature signature = new Signature(declared.method(), "int " + expected);
    signature.requireCount(parameters);
    signature.requireResult();
    return signature;
  }

  private GatedFunction poll(
      DeclaredFunction declared, int parameters, String expected, Timeout kind) {
    Signature signature = check(declared, parameters, expected);
    signature.requireType(0, "pollfds", Signature.POLLFDS);
    signature.requireType(1, "its number of pollfds", Signature.INTEGERS);
    Supplier<Object> zero = signature.zeroTimeout(2, kind.types());
    return declared.gated(
        Call.NO_FLAGS,
        call -> {
          long timeout = kind.nanos(call, 2);
          if (timeout <= 0 || !PollCall.isReadable(call)) {
            return call.call(0);
          }
          PollCall poll = call.attachment(PollCall.class, PollCall::new);
          poll.begin(zero.get());
          return gate.many(timeout, poll);
        });
  }

  private GatedFunction epoll(
      DeclaredFunction declared, int parameters, String expected, Timeout kind) {
    Signature signature = check(declared, parameters, expected);
    signature.requireDescriptor(0);
    Supplier<Object> zero = signature.zeroTimeout(3, kind.types());
    return declared.gated(
        Call.NO_FLAGS,
        call -> {
          long timeout = kind.nanos(call, 3);
          if (timeout <= 0) {
            return call.call(0);
          }
          EpollWaitCall epoll = call.attachment(EpollWaitCall.class, EpollWaitCall::new);
          epoll.begin(zero.get());
          return gate.many(timeout, epoll);
        });
  }

  private GatedFunction select(
      DeclaredFunction declared, int parameters, String expected, Timeout kind) {
    Signature signature = check(declared, parameters, expected);
    signature.requireType(0, "its number of descriptors", Signature.INTEGERS);
    for (int i = 1; i <= 3; i++) {
      signature.requireType(i, "a set", Signature.WORDS);
    }
    Supplier<Object> zero = signature.zeroTimeout(4, kind.types());
    return declared.gated(
        Call.NO_FLAGS,
        call -> {
          Object timeout = call.object(4);
          long nanos = kind.nanos(call, 4);
          int nfds = used((int) call.number(0));
          if (nanos <= 0 || nfds < 0) {
            return call.call(0);
          }
          long begin = gate.now();
          SelectCall select = call.attachment(SelectCall.class, SelectCall::new);
          select.begin(nfds, zero.get());
          long result = gate.many(nanos, select);
          // pselect leaves its timespec alone
          boolean writesBack = kind == Timeout.TIMEVAL && nanos != Gate.FOR_EVER;
          if (writesBack && timeout != null && declared.writes(4, timeout)) {
            Timeouts.putTimeval(timeout, Math.max(0, nanos - (gate.now() - begin)));
          }
          return result;
        });
  }

  /**
   * Returns how many descriptors select(2) looks at: at none beyond the process's table, so that a
   * caller may say any number with an fd_set. Negative when the kernel refuses, and when nobody
   * knows how large the table is.
   */
  private int used(int nfds) {
    return nfds > FD_SETSIZE ? Math.min(nfds, gate.fdTableSize()) : nfds;
  }
}
