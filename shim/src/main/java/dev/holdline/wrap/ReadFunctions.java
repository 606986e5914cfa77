package dev.holdline.wrap;

import static java.util.Map.entry;

import dev.holdline.posix.Sockets;
import dev.holdline.wait.Gate;
import dev.holdline.wait.Reading;
import dev.holdline.wrap.codegen.Call;
import dev.holdline.wrap.codegen.GatedFunction;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import jnr.ffi.Pointer;

/** Makes the functions that wait for one descriptor. */
final class ReadFunctions {
  static final Map<String, Maker> MAKERS =
      Map.ofEntries(
          entry(
              "recv",
              (gate, target) ->
                  new ReadFunctions(gate)
                      .recv(target, 4, "recv(int fd, BUFFER buf, size_t len, int flags)")),
          entry(
              "recvfrom",
              (gate, target) ->
                  new ReadFunctions(gate)
                      .recv(
                          target,
                          6,
                          "recvfrom(int fd, BUFFER buf, size_t len, int flags, addr, addrlen)")),
          entry("recvmsg", (gate, target) -> new ReadFunctions(gate).recvmsg(target)),
          entry("recvmmsg", (gate, target) -> new ReadFunctions(gate).recvmmsg(target)),
          entry(
              "read",
              (gate, target) ->
                  new ReadFunctions(gate).read(target, "read(int fd, BUFFER buf, size_t count)")),
          entry("readv", (gate, target) -> new ReadFunctions(gate).readv(target)),
          entry(
              "accept",
              (gate, target) ->
                  new ReadFunctions(gate)
                      .accept(target, 3, Call.NO_FLAGS, "accept(int fd, addr, addrlen)")),
          entry(
              "accept4",
              (gate, target) ->
                  new ReadFunctions(gate)
                      .accept(target, 4, 3, "accept4(int fd, addr, addrlen, int flags)")),
          entry("connect", (gate, target) -> new ReadFunctions(gate).connect(target)));

  private static final int ACCEPT_FLAGS = Sockets.SOCK_CLOEXEC | Sockets.SOCK_NONBLOCK;

  private static final int ADDRESS = 4; // of recvfrom

  private final Gate gate;
  private final Function<Call, ReadCall> readCalls; // one for all

  private ReadFunctions(Gate gate) {
    this.gate = gate;
    this.readCalls = call -> new ReadCall(call, gate);
  }

  private GatedFunction recv(Target target, int parameters, String expected) {
    Signature.check(target.method(), parameters, 3, expected);
    return target.gated(
        3,
        call -> {
          int fd = (int) call.number(0);
          int flags = (int) call.number(3);
          long length = call.number(2);
          if (length != 0 && accumulates(fd, flags) && RecvAllCall.isDivisible(call)) {
            boolean discards = gate.discards(fd, flags);
            RecvAllCall all = new RecvAllCall(call, parameters > ADDRESS, discards);
            return gate.readAllOfStream(fd, flags, all);
          }
          return gate.read(fd, Reading.RECV, flags, length, call);
        });
  }

  /** Told not to wait, or for what is queued elsewhere, the kernel has to see the flag itself. */
  private boolean accumulates(int fd, int flags) {
    int relevant =
        Sockets.MSG_WAITALL
            | Sockets.MSG_PEEK
            | Sockets.MSG_OOB
            | Sockets.MSG_DONTWAIT
            | Sockets.MSG_ERRQUEUE;
    return (flags & relevant) == Sockets.MSG_WAITALL && gate.isStream(fd);
  }

  private GatedFunction recvmsg(Target target) {
    Signature.check(target.method(), 3, 2, "recvmsg(int fd, msg, int flags)");
    return target.gated(
        2,
        call -> {
          int fd = (int) call.number(0);
          int flags = (int) call.number(2);
          Pointer message = Memories.of(call.object(1));
          long length = message == null ? 1 : MessageParts.length(message);
          if (Words.isNull(call.object(1)) || length < 0) {
            return call.call(0); // the kernel refuses
          }
          if (message != null && length > 0 && accumulates(fd, flags)) {
            call.replace(2, flags & ~Sockets.MSG_WAITALL);
            return gate.readAllOfStream(fd, flags, new MessageAllCall(call, message));
          }
          return gate.read(fd, Reading.RECV, flags, length, call);
        });
  }

  private GatedFunction recvmmsg(Target target) {
    Supplier<Object> timeout = checkRecvmmsg(target);
    LongSupplier clock = gate::now;
    return target.gated(
        3,
        call -> {
          int fd = (int) call.number(0);
          int flags = (int) call.number(3);
          long wanted = RecvMmsgCall.count(call.number(2));
          Pointer vector = RecvMmsgCall.memory(call.object(1));
          long over = Timeouts.ofTimespec(call.object(4));
          if (over < 0 || wanted == 0 || vector == null || MessageParts.length(vector) < 0) {
            return call.call(0); // the kernel refuses, or has nothing to do
          }
          long waitedFor = (flags & Sockets.MSG_WAITFORONE) == 0 ? wanted : 1;
          RecvMmsgCall all = call.attachment(RecvMmsgCall.class, RecvMmsgCall::new);
          all.begin(target, vector, timeout, clock);
          if (accumulates(fd, flags)) {
            RecvMmsgAllCall each = new RecvMmsgAllCall(call, all);
            return gate.readMessagesOfStream(fd, flags, over, each);
          }
          return gate.readAll(fd, flags, waitedFor, over, all);
        });
  }

  private static Supplier<Object> checkRecvmmsg(Target target) {
    String expected = "recvmmsg(int fd, msgvec, int vlen, int flags, timespec)";
    Signature signature = Signature.check(target.method(), 5, 3, expected);
    signature.requireType(1, "a vector", Signature.MESSAGES);
    signature.requireFlags(2);
    signature.zeroTimeout(4, Signature.WORDS);
    Class<?> vector = target.method().getParameterTypes()[1];
    if (vector.isArray()) {
      signature.requireMakeable(vector.getComponentType());
    }
    return ZeroTimeout.ownForType(target.method().getParameterTypes()[4]);
  }

  private GatedFunction read(Target target, String expected) {
    Signature.check(target.method(), 3, Call.NO_FLAGS, expected);
    boolean copiedBack = target.isCopiedBack(1);
    return target.gated(
        Call.NO_FLAGS, call -> read(call, copiedBack, ReadCall.NO_VECTOR, call.number(2)));
  }

  private GatedFunction readv(Target target) {
    Signature.check(target.method(), 3, Call.NO_FLAGS, "readv(int fd, iov, int iovcnt)");
    return target.gated(
        Call.NO_FLAGS,
        call -> {
          Pointer vector = Memories.of(call.object(1));
          long length = vector == null ? 1 : Memories.lengthOfVector(vector, call.number(2));
          if (Words.isNull(call.object(1)) || length <= 0) {
            return call.call(0); // the kernel refuses, or has nothing to do
          }
          long address =
              vector != null && vector.isDirect() ? vector.address() : ReadCall.UNREACHABLE;
          return read(call, true, address, length);
        });
  }

  private long read(Call call, boolean copiedBack, long vector, long length) {
    ReadCall read = call.attachment(ReadCall.class, readCalls);
    read.begin(copiedBack, vector);
    return gate.read((int) call.number(0), Reading.READ, 0, length, read);
  }

  private GatedFunction accept(Target target, int parameters, int flagsAt, String expected) {
    Signature.check(target.method(), parameters, flagsAt, expected);
    return target.gated(
        Call.NO_FLAGS,
        call -> {
          if (flagsAt >= 0 && (call.number(flagsAt) & ~ACCEPT_FLAGS) != 0) {
            return call.call(0); // the kernel refuses
          }
          return gate.read((int) call.number(0), Reading.ACCEPT, 0, 1, call);
        });
  }

  private GatedFunction connect(Target target) {
    Signature.check(target.method(), 3, Call.NO_FLAGS, "connect(int fd, addr, addrlen)");
    return target.gated(Call.NO_FLAGS, call -> gate.connect((int) call.number(0), call));
  }
}
