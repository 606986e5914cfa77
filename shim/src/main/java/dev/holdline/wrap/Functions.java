package dev.holdline.wrap;

import static java.util.Map.entry;

import dev.holdline.posix.Sockets;
import dev.holdline.wait.Gate;
import dev.holdline.wait.Reading;
import dev.holdline.wrap.Calls.Function;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import jnr.ffi.Pointer;

/**
 * Knows the functions of libc that wait or close, by name, and makes the handlers of their calls.
 */
final class Functions {
  private static final int ACCEPT_FLAGS = Sockets.SOCK_CLOEXEC | Sockets.SOCK_NONBLOCK;

  /** What waits for one descriptor, whichever thread calls it. */
  private static final Map<String, Maker<Functions>> BY_NAME =
      Map.ofEntries(
          entry(
              "recv",
              (made, target) ->
                  made.recv(target, 4, "recv(int fd, BUFFER buf, size_t len, int flags)")),
          entry(
              "recvfrom",
              (made, target) ->
                  made.recv(
                      target,
                      6,
                      "recvfrom(int fd, BUFFER buf, size_t len, int flags, addr, addrlen)")),
          entry("recvmsg", Functions::recvmsg),
          entry("recvmmsg", Functions::recvmmsg),
          entry(
              "read",
              (made, target) -> made.read(target, "read(int fd, BUFFER buf, size_t count)")),
          entry("readv", Functions::readv),
          entry(
              "accept",
              (made, target) ->
                  made.accept(target, 3, Call.NO_FLAGS, "accept(int fd, addr, addrlen)")),
          entry(
              "accept4",
              (made, target) ->
                  made.accept(target, 4, 3, "accept4(int fd, addr, addrlen, int flags)")),
          entry("connect", Functions::connect));

  private final Gate gate;

  Functions(Gate gate) {
    this.gate = gate;
  }

  /** Makes a function from its declaration; throws when it has another shape than it must have. */
  interface Maker<T> {
    Function make(T made, Target target);
  }

  /** Which way the calls of a method go. */
  enum Route {
    /** Straight through. */
    STRAIGHT,
    /** Through the gate if the thread is virtual. */
    WRITE,
    /** Through the gate. */
    GATED
  }

  static Route route(Method method) {
    String name = method.getName();
    boolean gated =
        method.isAnnotationPresent(Blocking.class)
            || BY_NAME.containsKey(name)
            || ManyFunctions.BY_NAME.containsKey(name)
            || ObservedFunctions.BY_NAME.containsKey(name);
    if (gated) {
      return Route.GATED;
    }
    return WriteFunctions.BY_NAME.containsKey(name) ? Route.WRITE : Route.STRAIGHT;
  }

  /**
   * Returns how the calls of a method that does not go straight through are carried out.
   *
   * @throws IllegalArgumentException when it has another shape than it must have
   */
  Function function(Method method) {
    Target target = new Target(method);
    Blocking blocking = method.getAnnotation(Blocking.class);
    if (blocking != null) {
      return own(target, blocking);
    }
    return Stream.of(
            made(BY_NAME, this, target),
            made(WriteFunctions.BY_NAME, new WriteFunctions(gate), target),
            made(ManyFunctions.BY_NAME, new ManyFunctions(gate), target),
            made(ObservedFunctions.BY_NAME, new ObservedFunctions(gate), target))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("not gated: " + method));
  }

  private static <T> Optional<Function> made(Map<String, Maker<T>> makers, T maker, Target target) {
    return Optional.ofNullable(makers.get(target.method().getName()))
        .map(found -> found.make(maker, target));
  }

  static Function function(Target target, int flagsAt, Handler handler) {
    return new Function(target.method().getParameterCount(), flagsAt, handler);
  }

  private Function own(Target target, Blocking blocking) {
    Signature signature =
        new Signature(target.method(), "an int or long result and the descriptor at @Blocking.fd");
    signature.requireDescriptor(blocking.fd());
    signature.requireResult();
    Reading how = blocking.on() == Readiness.READABLE ? Reading.OWN_READ : Reading.OWN_WRITE;
    int fdAt = blocking.fd();
    return function(
        target, Call.NO_FLAGS, call -> gate.read((int) call.number(fdAt), how, 0, 1, call));
  }

  static Signature check(Target target, int parameters, int flagsAt, String expected) {
    Signature signature = new Signature(target.method(), "int or ssize_t " + expected);
    signature.requireCount(parameters);
    signature.requireDescriptor(0);
    signature.requireResult();
    if (flagsAt >= 0) {
      signature.requireFlags(flagsAt);
    }
    return signature;
  }

  private Function recv(Target target, int parameters, String expected) {
    check(target, parameters, 3, expected);
    return function(
        target,
        3,
        call -> {
          int fd = (int) call.number(0);
          int flags = (int) call.number(3);
          long length = call.number(2);
          if (accumulates(fd, flags) && Memories.isDivisible(call.object(1))) {
            RecvAllCall all = new RecvAllCall(call, 1, 3);
            return gate.readAll(fd, flags, length, Gate.FOR_EVER, all);
          }
          return gate.read(fd, Reading.RECV, flags, length, call);
        });
  }

  /** Told not to wait, or for what is queued elsewhere, the kernel has to see the flag itself. */
  private boolean accumulates(int fd, int flags) {
    int relevant =
        Sockets.MSG_WAITALL | Sockets.MSG_PEEK | Sockets.MSG_DONTWAIT | Sockets.MSG_ERRQUEUE;
    return (flags & relevant) == Sockets.MSG_WAITALL && gate.isStream(fd);
  }

  private Function recvmsg(Target target) {
    check(target, 3, 2, "recvmsg(int fd, msg, int flags)");
    return function(
        target,
        2,
        call -> {
          int fd = (int) call.number(0);
          int flags = (int) call.number(2);
          Pointer message = Memories.of(call.object(1));
          long length = message == null ? 1 : RecvMsgAllCall.length(message);
          if (Words.isNull(call.object(1)) || length < 0) {
            return call.call(0); // the kernel refuses
          }
          if (accumulates(fd, flags) && call.object(1) instanceof Pointer header) {
            RecvMsgAllCall all = new RecvMsgAllCall(call, header);
            return gate.readAll(fd, flags, length, Gate.FOR_EVER, all);
          }
          return gate.read(fd, Reading.RECV, flags, length, call);
        });
  }

  private Function recvmmsg(Target target) {
    Supplier<Object> timeout = checkRecvmmsg(target);
    LongSupplier clock = gate::now;
    return function(
        target,
        3,
        call -> {
          int fd = (int) call.number(0);
          int flags = (int) call.number(3);
          long wanted = RecvMmsgCall.count(call.number(2));
          Pointer vector = RecvMmsgCall.memory(call.object(1));
          long over = Timeouts.ofTimespec(call.object(4));
          if (over < 0 || wanted == 0 || vector == null || RecvMsgAllCall.length(vector) < 0) {
            return call.call(0); // the kernel refuses, or has nothing to do
          }
          long waitedFor = (flags & Sockets.MSG_WAITFORONE) == 0 ? wanted : 1;
          RecvMmsgCall all = call.bound(RecvMmsgCall.class, RecvMmsgCall::new);
          all.begin(target, vector, timeout, clock);
          return gate.readAll(fd, flags, waitedFor, over, all);
        });
  }

  private static Supplier<Object> checkRecvmmsg(Target target) {
    String expected = "recvmmsg(int fd, msgvec, int vlen, int flags, timespec)";
    Signature signature = check(target, 5, 3, expected);
    signature.requireType(1, "a vector", Signature.MESSAGES);
    signature.requireFlags(2);
    signature.zeroTimeout(4, Signature.WORDS);
    Class<?> vector = target.method().getParameterTypes()[1];
    if (vector.isArray()) {
      signature.requireMakeable(vector.getComponentType());
    }
    return ZeroTimeout.ownForType(target.method().getParameterTypes()[4]);
  }

  private Function read(Target target, String expected) {
    check(target, 3, Call.NO_FLAGS, expected);
    return function(
        target,
        Call.NO_FLAGS,
        call -> gate.read((int) call.number(0), Reading.READ, 0, call.number(2), call));
  }

  private Function readv(Target target) {
    check(target, 3, Call.NO_FLAGS, "readv(int fd, iov, int iovcnt)");
    return function(
        target,
        Call.NO_FLAGS,
        call -> {
          Pointer vector = Memories.of(call.object(1));
          long length = vector == null ? 1 : Memories.lengthOfVector(vector, call.number(2));
          if (Words.isNull(call.object(1)) || length <= 0) {
            return call.call(0); // the kernel refuses, or has nothing to do
          }
          return gate.read((int) call.number(0), Reading.READ, 0, length, call);
        });
  }

  private Function accept(Target target, int parameters, int flagsAt, String expected) {
    check(target, parameters, flagsAt, expected);
    return function(
        target,
        Call.NO_FLAGS,
        call -> {
          if (flagsAt >= 0 && (call.number(flagsAt) & ~ACCEPT_FLAGS) != 0) {
            return call.call(0); // the kernel refuses
          }
          return gate.read((int) call.number(0), Reading.ACCEPT, 0, 1, call);
        });
  }

  private Function connect(Target target) {
    check(target, 3, Call.NO_FLAGS, "connect(int fd, addr, addrlen)");
    return function(target, Call.NO_FLAGS, call -> gate.connect((int) call.number(0), call));
  }
}
