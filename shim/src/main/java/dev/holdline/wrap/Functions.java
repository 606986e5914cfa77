package dev.holdline.wrap;

import dev.holdline.wait.Gate;
import dev.holdline.wait.Reading;
import dev.holdline.wrap.Calls.Function;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Knows the functions of libc that wait or close, by name, and makes the handlers of their calls.
 */
final class Functions {
  /** What is gated, or observed, whichever thread calls it. */
  private static final Map<String, Maker> GATED =
      Stream.of(ReadFunctions.MAKERS, ManyFunctions.MAKERS, ObservedFunctions.MAKERS)
          .flatMap(makers -> makers.entrySet().stream())
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  /** What goes straight through on a platform thread. */
  private static final Map<String, Maker> WRITES = WriteFunctions.MAKERS;

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
    if (method.isAnnotationPresent(Blocking.class) || GATED.containsKey(method.getName())) {
      return Route.GATED;
    }
    return WRITES.containsKey(method.getName()) ? Route.WRITE : Route.STRAIGHT;
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
    Maker maker = GATED.getOrDefault(method.getName(), WRITES.get(method.getName()));
    if (maker == null) {
      throw new IllegalArgumentException("goes straight through: " + method);
    }
    return maker.make(gate, target);
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
}
