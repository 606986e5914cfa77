package dev.holdline.wrap;

import dev.holdline.gate.Gate;
import dev.holdline.posix.Files;
import dev.holdline.posix.Sockets;
import dev.holdline.wrap.codegen.Call;
import dev.holdline.wrap.codegen.GatedFunction;
import java.util.Map;

/** Makes the functions that do not wait but end or change the waits of others. */
final class ObservedFunctions {
  static final Map<String, FunctionMaker> MAKERS =
      Map.of(
          "close",
          (gate, declared) -> new ObservedFunctions(gate).close(declared),
          "close_range",
          (gate, declared) -> new ObservedFunctions(gate).closeRange(declared),
          "dup2",
          (gate, declared) ->
              new ObservedFunctions(gate).dupOnto(declared, 2, "dup2(int oldfd, int newfd)"),
          "dup3",
          (gate, declared) ->
              new ObservedFunctions(gate)
                  .dupOnto(declared, 3, "dup3(int oldfd, int newfd, int flags)"),
          "setsockopt",
          (gate, declared) -> new ObservedFunctions(gate).setsockopt(declared));

  private final Gate gate;

  private ObservedFunctions(Gate gate) {
    this.gate = gate;
  }

  private static void check(
      DeclaredFunction declared, int parameters, int descriptors, String expected) {
    Signature signature = new Signature(declared.method(), "int " + expected);
    signature.requireCount(parameters);
    for (int i = 0; i < descriptors; i++) {
      signature.requireDescriptor(i);
    }
    signature.requireResult();
  }

  private GatedFunction close(DeclaredFunction declared) {
    check(declared, 1, 1, "close(int fd)");
    return declared.gated(Call.NO_FLAGS, call -> gate.close((int) call.number(0), call));
  }

  private GatedFunction closeRange(DeclaredFunction declared) {
    check(declared, 3, 2, "close_range(unsigned first, unsigned last, int flags)");
    return declared.gated(
        Call.NO_FLAGS,
        call -> {
          int first = (int) call.number(0);
          int last = (int) call.number(1);
          boolean closes =
              (call.number(2) & Files.CLOSE_RANGE_CLOEXEC) == 0
                  && Integer.compareUnsigned(first, last) <= 0;
          return closes ? gate.closeRange(first, last, call) : call.call(0);
        });
  }

  private GatedFunction dupOnto(DeclaredFunction declared, int parameters, String expected) {
    check(declared, parameters, 2, expected);
    return declared.gated(
        Call.NO_FLAGS, call -> gate.dupOnto((int) call.number(0), (int) call.number(1), call));
  }

  private GatedFunction setsockopt(DeclaredFunction declared) {
    check(declared, 5, 1, "setsockopt(int fd, int level, int name, value, socklen_t len)");
    return declared.gated(
        Call.NO_FLAGS,
        call -> {
          int option = call.number(1) == Sockets.SOL_SOCKET ? (int) call.number(2) : -1;
          if (option == Sockets.SO_RCVLOWAT) {
            gate.noteLowWater((int) call.number(0)); // first, for waits that begin meanwhile
          }
          long result = call.call(0);
          boolean timeout = option == Sockets.SO_RCVTIMEO || option == Sockets.SO_SNDTIMEO;
          Object value = call.object(3);
          if (timeout && result == 0 && value != null && ArgumentWords.isReadable(value)) {
            boolean belowZero = ArgumentWords.read(value, 0) < 0; // the seconds come first
            gate.noteTimeout((int) call.number(0), option, belowZero);
          }
          return result;
        });
  }
}
