package dev.holdline.wrap;

import dev.holdline.gate.Gate;
import dev.holdline.posix.Files;
import dev.holdline.wrap.codegen.Call;
import dev.holdline.wrap.codegen.GatedFunction;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;

/**
 * The functions through which a program asks for the status flags of a descriptor, or sets them. A
 * gated call may set O_NONBLOCK for the length of one system call; these wait until that is over.
 */
final class StatusFlagFunctions {
  private static final Set<String> FCNTL = Set.of("fcntl", "fcntl64");
  private static final Set<Integer> COMMANDS = Set.of(Files.F_GETFL, Files.F_SETFL);
  private static final Set<Integer> REQUESTS = Set.of((int) Files.FIONBIO, (int) Files.FIOASYNC);

  private StatusFlagFunctions() {}

  /**
   * Returns whether a method is such a function. They are variadic in C and declared in many ways;
   * one that is declared in a way not understood here goes straight through, as most of their
   * commands do anyway.
   */
  static boolean observes(Method method, String name) {
    Class<?>[] types = method.getParameterTypes();
    return areNamed(name)
        && types.length >= 2
        && Signature.isDescriptor(types[0])
        && Signature.INTEGERS.contains(types[1])
        && Signature.INTEGERS.contains(method.getReturnType())
        && Arrays.stream(types).noneMatch(type -> type == float.class || type == double.class);
  }

  static boolean areNamed(String name) {
    return FCNTL.contains(name) || name.equals("ioctl");
  }

  static GatedFunction make(Gate gate, DeclaredFunction declared, String name) {
    Set<Integer> ofStatusFlags = FCNTL.contains(name) ? COMMANDS : REQUESTS;
    return declared.gated(
        Call.NO_FLAGS,
        call ->
            ofStatusFlags.contains((int) call.number(1))
                ? gate.statusFlags((int) call.number(0), call)
                : call.call(0));
  }
}
