package dev.holdline.wrap;

import dev.holdline.posix.Files;
import dev.holdline.posix.Sockets;
import dev.holdline.wait.Gate;
import dev.holdline.wrap.codegen.Call;
import dev.holdline.wrap.codegen.GatedFunction;
import java.util.Map;

/** Makes the functions that do not wait but end or change the waits of others. */
final class ObservedFunctions {
  static final Map<String, Maker> MAKERS =
      Map.of(
          "close",
          (gate, target) -> new ObservedFunctions(gate).close(target),
          "close_range",
          (gate, target) -> new ObservedFunctions(gate).closeRange(target),
          "dup2",
          (gate, target) ->
              new ObservedFunctions(gate).dupOnto(target, 2, "dup2(int oldfd, int newfd)"),
          "dup3",
          (gate, target) ->
              new ObservedFunctions(gate)
                  .dupOnto(target, 3, "dup3(int oldfd, int newfd, int flags)"),
          "setsockopt",
          (gate, target) -> new ObservedFunctions(gate).setsockopt(target));

  private final Gate gate;

  private ObservedFunctions(Gate gate) {
    this.gate = gate;
  }

  private static void check(Target target, int parameters, int descriptors, String expected) {
    Signature signature = new Signature(target.method(), "int " + expected);
    signature.requireCount(parameters);
    for (int i = 0; i < descriptors; i++) {
      signature.requireDescriptor(i);
    }
    signature.requireResult();
  }

  private GatedFunction close(Target target) {
    check(target, 1, 1, "close(int fd)");
    return target.gated(Call.NO_FLAGS, call -> gate.close((int) call.number(0), call));
  }

  private GatedFunction closeRange(Target target) {
    check(target, 3, 2, "close_range(unsigned first, unsigned last, int flags)");
    return target.gated(
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

  private GatedFunction dupOnto(Target target, int parameters, String expected) {
    check(target, parameters, 2, expected);
    return target.gated(
        Call.NO_FLAGS, call -> gate.dupOnto((int) call.number(0), (int) call.number(1), call));
  }

  private GatedFunction setsockopt(Target target) {
    check(target, 5, 1, "setsockopt(int fd, int level, int name, value, socklen_t len)");
    return target.gated(
        Call.NO_FLAGS,
        call -> {
          int option = call.number(1) == Sockets.SOL_SOCKET ? (int) call.number(2) : -1;
          if (option == Sockets.SO_RCVLOWAT) {
            gate.noteLowWater((int) call.number(0)); // before: who waits afterwards goes by it
          }
          long result = call.call(0);
          boolean timeout = option == Sockets.SO_RCVTIMEO || option == Sockets.SO_SNDTIMEO;
          Object value = call.object(3);
          if (timeout && result == 0 && value != null && Words.isReadable(value)) {
            boolean belowZero = Words.read(value, 0) < 0; // the seconds come first
            gate.noteTimeout((int) call.number(0), option, belowZero);
          }
          return result;
        });
  }
}
