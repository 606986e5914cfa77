package dev.holdline.wrap;

import dev.holdline.posix.Sockets;
import dev.holdline.wait.Gate;
import dev.holdline.wait.Reading;
import dev.holdline.wrap.Calls.Function;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.function.Supplier;
import jnr.ffi.Pointer;

/**
 * Knows the functions of libc that wait or close, by name, and makes the handlers of their calls.
 */
final class Functions {
  private static final int ACCEPT_FLAGS = Sockets.SOCK_CLOEXEC | Sockets.SOCK_NONBLOCK;

  /** What is gated, or observed, whichever thread calls it. */
  private static final Set<String> ALWAYS =
      Set.of(
          "recv",
          "recvfrom",
          "recvmsg",
          "recvmmsg",
          "read",
          "readv",
          "accept",
          "accept4",
          "connect",
          "poll",
          "ppoll",
          "select",
          "pselect",
          "epoll_wait",
          "epoll_pwait",
          "epoll_pwait2",
          "close",
          "close_range",
          "dup2",
          "dup3",
          "setsockopt");

  /** What goes straight through on a platform thread. */
  private static final Set<String> WRITES = Set.of("send", "sendto", "sendmsg", "write", "writev");

  private final Gate gate;

  Functions(Gate gate) {
    this.gate = gate;
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
    if (method.isAnnotationPresent(Blocking.class) || ALWAYS.contains(method.getName())) {
      return Route.GATED;
    }
    return WRITES.contains(method.getName()) ? Route.WRITE : Route.STRAIGHT;
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
    return switch (method.getName()) {
      case "recv" -> recv(target, 4, "recv(int fd, BUFFER buf, size_t len, int flags)");
      case "recvfrom" ->
          recv(target, 6, "recvfrom(int fd, BUFFER buf, size_t len, int flags, addr, addrlen)");
      case "recvmsg" -> recvmsg(target);
      case "recvmmsg" -> recvmmsg(target);
      case "read" -> read(target, "read(int fd, BUFFER buf, size_t count)");
      case "readv" -> readv(target);
      case "accept" -> accept(target, 3, Call.NO_FLAGS, "accept(int fd, addr, addrlen)");
      case "accept4" -> accept(target, 4, 3, "accept4(int fd, addr, addrlen, int flags)");
      case "connect" -> connect(target);
      case "send" -> write(target, 4, 3, "send(int fd, BUFFER buf, size_t len, int flags)");
      case "sendto" ->
          write(target, 6, 3, "sendto(int fd, BUFFER buf, size_t len, int flags, addr, addrlen)");
      case "write" -> write(target, 3, Call.NO_FLAGS, "write(int fd, BUFFER buf, size_t count)");
      case "sendmsg" -> sendmsg(target);
      case "writev" -> writev(target);
      case "poll", "ppoll", "select", "pselect", "epoll_wait", "epoll_pwait", "epoll_pwait2" ->
          function(target, Call.NO_FLAGS, new ManyFunctions(gate).handler(target));
      default -> function(target, Call.NO_FLAGS, new ObservedFunctions(gate).handler(target));
    };
  }

  private static Function function(Target target, int flagsAt, Handler handler) {
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

  private static Signature check(Target target, int parameters, int flagsAt, String expected) {
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
          all.begin(target, vector, timeout);
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

  private Function write(Target target, int parameters, int flagsAt, String expected) {
    check(target, parameters, flagsAt, expected);
    return function(
        target,
        flagsAt,
        call -> {
          int flags = flagsAt < 0 ? 0 : (int) call.number(flagsAt);
          return gate.write((int) call.number(0), flags, flagsAt >= 0, new WriteCall(call));
        });
  }

  private Function sendmsg(Target target) {
    check(target, 3, 2, "sendmsg(int fd, msg, int flags)");
    return function(
        target,
        2,
        call -> {
          WriteVectorCall vector = WriteVectorCall.sendmsg(call);
          return gate.write((int) call.number(0), (int) call.number(2), true, vector);
        });
  }

  private Function writev(Target target) {
    check(target, 3, Call.NO_FLAGS, "writev(int fd, iov, int iovcnt)");
    return function(
        target,
        Call.NO_FLAGS,
        call -> gate.write((int) call.number(0), 0, false, WriteVectorCall.writev(call)));
  }
}
