package dev.holdline.wrap;

import static java.util.Map.entry;

import dev.holdline.gate.Gate;
import dev.holdline.gate.Reading;
import dev.holdline.posix.Sockets;
import dev.holdline.wrap.codegen.Call;
import dev.holdline.wrap.codegen.GatedFunction;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import jnr.ffi.Pointer;

/** Makes the functions that wait for one descriptor. */
final class ReadFunctions {
  static final Map<String, FunctionMaker> MAKERS =
      Map.ofEntries(
          entry(
              "recv",
              (gate, declared) ->
                  new ReadFunctions(gate)
                      .recv(declared, 4, "recv(int fd, BUFFER buf, size_t len, int flags)")),
          entry(
              "recvfrom",
              (gate, declared) ->
                  new ReadFunctions(gate)
                      .recv(
                          declared,
                          6,
                          "recvfrom(int fd, BUFFER buf, size_t len, int flags, addr, addrlen)")),
          entry("recvmsg", (gate, declared) -> new ReadFunctions(gate).recvmsg(declared)),
          entry("recvmmsg", (gate, declared) -> new ReadFunctions(gate).recvmmsg(declared)),
          entry(
              "read",
              (gate, declared) ->
                  new ReadFunctions(gate).read(declared, "read(int fd, BUFFER buf, size_t count)")),
          entry("readv", (gate, declared) -> new ReadFunctions(gate).readv(declared)),
          entry(
              "accept",
              (gate, declared) ->
                  new ReadFunctions(gate)
                      .accept(declared, 3, Call.NO_FLAGS, "accept(int fd, addr, addrlen)")),
          entry(
              "accept4",
              (gate, declared) ->
                  new ReadFunctions(gate)
                      .accept(declared, 4, 3, "accept4(int fd, addr, addrlen, int flags)")),
          entry("connect", (gate, declared) -> new ReadFunctions(gate).connect(declared)));

  private static final int ACCEPT_FLAGS = Sockets.SOCK_CLOEXEC | Sockets.SOCK_NONBLOCK;

  private static final int ADDRESS = 4; // of recvfrom

  private final Gate gate;
  private final Function<Call, ReadCall> readCalls; // one for all

  private ReadFunctions(Gate gate) {
    this.gate = gate;
    this.readCalls = call -> new ReadCall(call, gate);
  }

  private GatedFunction recv(DeclaredFunction declared, int parameters, String expected) {
    Signature.check(declared.method(), parameters, 3, expected);
    return declared.gated(
        3,
        call -> {
          int fd = (int) call.number(0);
          int flags = (int) call.number(3);
          long length = call.number(2);
          if (length != 0 && accumulates(fd, flags) && RecvWaitAllCall.isDivisible(call)) {
            boolean discards = gate.discards(fd, flags);
            RecvWaitAllCall all = new RecvWaitAllCall(call, parameters > ADDRESS, discards);
            return gate.readAllOfStream(fd, flags, all);
          }
          return gate.read(fd, Reading.RECV, flags, length, call);
        });
  }

  /**
   * Whether a call waits until its buffer is full. With MSG_DONTWAIT or MSG_PEEK, and for urgent
   * data and the error queue, the flag is left to the kernel.
   */
  private boolean accumulates(int fd, int flags) {
    int relevant =
        Sockets.MSG_WAITALL
            | Sockets.MSG_PEEK
            | Sockets.MSG_OOB
            | Sockets.MSG_DONTWAIT
            | Sockets.MSG_ERRQUEUE;
    return (flags & relevant) == Sockets.MSG_WAITALL && gate.isStream(fd);
  }

  private GatedFunction recvmsg(DeclaredFunction declared) {
    Signature.check(declared.method(), 3, 2, "recvmsg(int fd, msg, int flags)");
    return declared.gated(
        2,
        call -> {
          int fd = (int) call.number(0);
          int flags = (int) call.number(2);
          Pointer message = ArgumentMemory.of(call.object(1));
          long length = message == null ? 1 : MessageParts.length(message);
          if (ArgumentWords.isNull(call.object(1)) || length < 0) {
            return call.call(0); // the kernel refuses
          }
          if (message != null && length > 0 && accumulates(fd, flags)) {
            call.replace(2, flags & ~Sockets.MSG_WAITALL);
            return gate.readAllOfStream(fd, flags, new RecvmsgWaitAllCall(call, message));
          }
          return gate.read(fd, Reading.RECV, flags, length, call);
        });
  }

  private GatedFunction recvmmsg(DeclaredFunction declared) {
    Supplier<Object> timeout = checkRecvmmsg(declared);
    LongSupplier clock = gate::now;
    return declared.gated(
        3,
        call -> {
          int fd = (int) call.number(0);
          int flags = (int) call.number(3);
          long wanted = RecvmmsgCall.count(call.number(2));
          Pointer vector = RecvmmsgCall.memory(call.object(1));
          long over = Timeouts.ofTimespec(call.object(4));
          if (over < 0 || wanted == 0 || vector == null || MessageParts.length(vector) < 0) {
            return call.call(0); // the kernel refuses, or has nothing to do
          }
          long waitedFor = (flags & Sockets.MSG_WAITFORONE) == 0 ? wanted : 1;
          RecvmmsgCall all = call.attachment(RecvmmsgCall.class, RecvmmsgCall::new);
          all.begin(declared, vector, timeout, clock);
          if (accumulates(fd, flags)) {
            RecvmmsgWaitAllCall each = new RecvmmsgWaitAllCall(call, all);
            return gate.readMessagesOfStream(fd, flags, over, each);
          }
          return gate.readAll(fd, flags, waitedFor, over, all);
        });
  }

  private static Supplier<Object> checkRecvmmsg(DeclaredFunction declared) {
    String expected = "recvmmsg(int fd, msgvec, int vlen, int flags, timespec)";
    Signature signature = Signature.check(declared.method(), 5, 3, expected);
    signature.requireType(1, "a vector", Signature.MESSAGES);
    signature.requireFlags(2);
    signature.zeroTimeout(4, Signature.WORDS);
    Class<?> vector = declared.method().getParameterTypes()[1];
    if (vector.isArray()) {
      signature.requireMakeable(vector.getComponentType());
    }
    return ZeroTimeout.ownForType(declared.method().getParameterTypes()[4]);
  }

  private GatedFunction read(DeclaredFunction declared, String expected) {
    Signature.check(declared.method(), 3, Call.NO_FLAGS, expected);
    boolean copiedBack = declared.isCopiedBack(1);
    return declared.gated(
        Call.NO_FLAGS, call -> read(call, copiedBack, ReadCall.NO_VECTOR, call.number(2)));
  }

  private GatedFunction readv(DeclaredFunction declared) {
    Signature.check(declared.method(), 3, Call.NO_FLAGS, "readv(int fd, iov, int iovcnt)");
    return declared.gated(
        Call.NO_FLAGS,
        call -> {
          Pointer vector = ArgumentMemory.of(call.object(1));
          long length = vector == null ? 1 : ArgumentMemory.lengthOfVector(vector, call.number(2));
          if (ArgumentWords.isNull(call.object(1)) || length <= 0) {
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

  private GatedFunction accept(
      DeclaredFunction declared, int parameters, int flagsAt, String expected) {
    Signature.check(declared.method(), parameters, flagsAt, expected);
    return declared.gated(
        Call.NO_FLAGS,
        call -> {
          if (flagsAt >= 0 && (call.number(flagsAt) & ~ACCEPT_FLAGS) != 0) {
            return call.call(0); // the kernel refuses
          }
          return gate.read((int) call.number(0), Reading.ACCEPT, 0, 1, call);
        });
  }

  private GatedFunction connect(DeclaredFunction declared) {
    Signature.check(declared.method(), 3, Call.NO_FLAGS, "connect(int fd, addr, addrlen)");
    return declared.gated(Call.NO_FLAGS, call -> gate.connect((int) call.number(0), call));
  }
}
