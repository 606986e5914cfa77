package dev.holdline.wrap;

import dev.holdline.posix.Sockets;
import dev.holdline.posix.Syscalls;
import dev.holdline.wait.Gate;
import dev.holdline.wait.Reading;
import java.lang.reflect.Method;
import java.util.function.Supplier;
import jnr.ffi.Pointer;

/**
 * Knows the functions of libc that wait or close, by name, and makes the handlers of their calls.
 */
final class Functions {
  private static final int ACCEPT_FLAGS = Sockets.SOCK_CLOEXEC | Sockets.SOCK_NONBLOCK;

  private final Gate gate;
  private final Syscalls syscalls;
  private final Object library;

  Functions(Gate gate, Syscalls syscalls, Object library) {
    this.gate = gate;
    this.syscalls = syscalls;
    this.library = library;
  }

  /**
   * Returns the handler of a method: gated, observed, or straight through.
   *
   * @throws IllegalArgumentException when a function that must be gated has another shape
   */
  Handler handler(Method method) {
    Target target = new Target(method, library);
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
          new ManyFunctions(gate, syscalls).handler(target);
      case "close", "close_range", "dup2", "dup3", "setsockopt" ->
          new ObservedFunctions(gate).handler(target);
      default -> (proxy, arguments) -> target.invoke(arguments);
    };
  }

  private Handler own(Target target, Blocking blocking) {
    Signature signature =
        new Signature(target.method(), "an int or long result and the descriptor at @Blocking.fd");
    signature.requireDescriptor(blocking.fd());
    signature.requireResult();
    Reading how = blocking.on() == Readiness.READABLE ? Reading.OWN_READ : Reading.OWN_WRITE;
    return (proxy, arguments) -> {
      Call call = new Call(target, arguments, Call.NO_FLAGS);
      return target.result(gate.read((int) call.number(blocking.fd()), how, 0, 1, call));
    };
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

  private Handler recv(Target target, int parameters, String expected) {
    check(target, parameters, 3, expected);
    return (proxy, arguments) -> {
      Call call = new Call(target, arguments, 3);
      int fd = (int) call.number(0);
      int flags = (int) call.number(3);
      long length = call.number(2);
      if (accumulates(fd, flags) && Memories.isDivisible(call.argument(1))) {
        RecvAllCall all = new RecvAllCall(target, arguments, 1, 3);
        return target.result(gate.readAll(fd, flags, length, Gate.FOR_EVER, all));
      }
      return target.result(gate.read(fd, Reading.RECV, flags, length, call));
    };
  }

  /** Told not to wait, or for what is queued elsewhere, the kernel has to see the flag itself. */
  private boolean accumulates(int fd, int flags) {
    int relevant =
        Sockets.MSG_WAITALL | Sockets.MSG_PEEK | Sockets.MSG_DONTWAIT | Sockets.MSG_ERRQUEUE;
    return (flags & relevant) == Sockets.MSG_WAITALL && gate.isStream(fd);
  }

  private Handler recvmsg(Target target) {
    check(target, 3, 2, "recvmsg(int fd, msg, int flags)");
    return (proxy, arguments) -> {
      Call call = new Call(target, arguments, 2);
      int fd = (int) call.number(0);
      int flags = (int) call.number(2);
      Pointer message = Memories.of(call.argument(1));
      long length = message == null ? 1 : RecvMsgAllCall.length(message);
      if (Words.isNull(call.argument(1)) || length < 0) {
        return target.invoke(arguments); // the kernel refuses
      }
      if (accumulates(fd, flags) && call.argument(1) instanceof Pointer header) {
        RecvMsgAllCall all = new RecvMsgAllCall(target, arguments, header);
        return target.result(gate.readAll(fd, flags, length, Gate.FOR_EVER, all));
      }
      return target.result(gate.read(fd, Reading.RECV, flags, length, call));
    };
  }

  private Handler recvmmsg(Target target) {
    Supplier<Object> timeout = checkRecvmmsg(target);
    return (proxy, arguments) -> {
      Call call = new Call(target, arguments, 3);
      int fd = (int) call.number(0);
      int flags = (int) call.number(3);
      long wanted = RecvMmsgCall.count(call.number(2));
      Pointer vector = RecvMmsgCall.memory(call.argument(1));
      long over = Timeouts.ofTimespec(call.argument(4));
      if (over < 0 || wanted == 0 || vector == null || RecvMsgAllCall.length(vector) < 0) {
        return target.invoke(arguments); // the kernel refuses, or has nothing to do
      }
      long waitedFor = (flags & Sockets.MSG_WAITFORONE) == 0 ? wanted : 1;
      RecvMmsgCall all = new RecvMmsgCall(target, arguments, vector, timeout);
      return target.result(gate.readAll(fd, flags, waitedFor, over, all));
    };
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

  private Handler read(Target target, String expected) {
    check(target, 3, Call.NO_FLAGS, expected);
    return (proxy, arguments) -> {
      Call call = new Call(target, arguments, Call.NO_FLAGS);
      return target.result(gate.read((int) call.number(0), Reading.READ, 0, call.number(2), call));
    };
  }

  private Handler readv(Target target) {
    check(target, 3, Call.NO_FLAGS, "readv(int fd, iov, int iovcnt)");
    return (proxy, arguments) -> {
      Call call = new Call(target, arguments, Call.NO_FLAGS);
      Pointer vector = Memories.of(call.argument(1));
      long length = vector == null ? 1 : Memories.lengthOfVector(vector, call.number(2));
      if (Words.isNull(call.argument(1)) || length <= 0) {
        return target.invoke(arguments); // the kernel refuses, or has nothing to do
      }
      return target.result(gate.read((int) call.number(0), Reading.READ, 0, length, call));
    };
  }

  private Handler accept(Target target, int parameters, int flagsAt, String expected) {
    check(target, parameters, flagsAt, expected);
    return (proxy, arguments) -> {
      Call call = new Call(target, arguments, Call.NO_FLAGS);
      if (flagsAt >= 0 && (call.number(flagsAt) & ~ACCEPT_FLAGS) != 0) {
        return target.invoke(arguments); // the kernel refuses
      }
      return target.result(gate.read((int) call.number(0), Reading.ACCEPT, 0, 1, call));
    };
  }

  private Handler connect(Target target) {
    check(target, 3, Call.NO_FLAGS, "connect(int fd, addr, addrlen)");
    return (proxy, arguments) -> {
      Call call = new Call(target, arguments, Call.NO_FLAGS);
      return target.result(gate.connect((int) call.number(0), call));
    };
  }

  private Handler write(Target target, int parameters, int flagsAt, String expected) {
    check(target, parameters, flagsAt, expected);
    return (proxy, arguments) -> {
      if (!Gate.gatesWrites()) {
        return target.invoke(arguments);
      }
      WriteCall call = new WriteCall(target, arguments, flagsAt);
      int flags = flagsAt < 0 ? 0 : (int) call.number(flagsAt);
      return target.result(gate.write((int) call.number(0), flags, flagsAt >= 0, call));
    };
  }

  private Handler sendmsg(Target target) {
    check(target, 3, 2, "sendmsg(int fd, msg, int flags)");
    return (proxy, arguments) -> {
      if (!Gate.gatesWrites()) {
        return target.invoke(arguments);
      }
      WriteVectorCall call = WriteVectorCall.sendmsg(target, arguments);
      long result = gate.write((int) call.number(0), (int) call.number(2), true, call);
      return target.result(result);
    };
  }

  private Handler writev(Target target) {
    check(target, 3, Call.NO_FLAGS, "writev(int fd, iov, int iovcnt)");
    return (proxy, arguments) -> {
      if (!Gate.gatesWrites()) {
        return target.invoke(arguments);
      }
      WriteVectorCall call = WriteVectorCall.writev(target, arguments);
      return target.result(gate.write((int) call.number(0), 0, false, call));
    };
  }
}
