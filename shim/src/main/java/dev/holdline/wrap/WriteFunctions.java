package dev.holdline.wrap;

import dev.holdline.gate.Gate;
import dev.holdline.wrap.codegen.Call;
import dev.holdline.wrap.codegen.GatedFunction;
import java.util.Map;

/** Makes the functions that write; they go straight through on a platform thread. */
final class WriteFunctions {
  static final Map<String, FunctionMaker> MAKERS =
      Map.of(
          "send",
          (gate, declared) ->
              new WriteFunctions(gate)
                  .write(declared, 4, 3, "send(int fd, BUFFER buf, size_t len, int flags)"),
          "sendto",
          (gate, declared) ->
              new WriteFunctions(gate)
                  .write(
                      declared,
                      6,
                      3,
                      "sendto(int fd, BUFFER buf, size_t len, int flags, addr, addrlen)"),
          "write",
          (gate, declared) ->
              new WriteFunctions(gate)
                  .write(declared, 3, Call.NO_FLAGS, "write(int fd, BUFFER buf, size_t count)"),
          "sendmsg",
          (gate, declared) -> new WriteFunctions(gate).sendmsg(declared),
          "writev",
          (gate, declared) -> new WriteFunctions(gate).writev(declared));

  private final Gate gate;

  private WriteFunctions(Gate gate) {
    this.gate = gate;
  }

  private GatedFunction write(
      DeclaredFunction declared, int parameters, int flagsAt, String expected) {
    Signature.check(declared.method(), parameters, flagsAt, expected);
    return declared.gated(
        flagsAt,
        call -> {
          int flags = flagsAt < 0 ? 0 : (int) call.number(flagsAt);
          return gate.write((int) call.number(0), flags, flagsAt >= 0, new WriteCall(call));
        });
  }

  private GatedFunction sendmsg(DeclaredFunction declared) {
    Signature.check(declared.method(), 3, 2, "sendmsg(int fd, msg, int flags)");
    return declared.gated(
        2,
        call -> {
          WriteVectorCall vector = WriteVectorCall.sendmsg(call);
          return gate.write((int) call.number(0), (int) call.number(2), true, vector);
        });
  }

  private GatedFunction writev(DeclaredFunction declared) {
    Signature.check(declared.method(), 3, Call.NO_FLAGS, "writev(int fd, iov, int iovcnt)");
    return declared.gated(
        Call.NO_FLAGS,
        call -> gate.write((int) call.number(0), 0, false, WriteVectorCall.writev(call)));
  }
}
