package dev.holdline.wrap;

import dev.holdline.annotation.Blocking;
import dev.holdline.annotation.Readiness;
import dev.holdline.gate.Gate;
import dev.holdline.gate.Reading;
import dev.holdline.wrap.codegen.Call;
import dev.holdline.wrap.codegen.GatedFunction;
import dev.holdline.wrap.codegen.Handler;
import dev.holdline.wrap.codegen.Route;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Knows the functions of libc that wait or close, by name, and makes the handlers of their calls.
 */
final class Functions {
  /** What is gated, or observed, whichever thread calls it. */
  private static final Map<String, FunctionMaker> GATED =
      Stream.of(ReadFunctions.MAKERS, ManyFunctions.MAKERS, ObservedFunctions.MAKERS)
          .flatMap(makers -> makers.entrySet().stream())
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  /** What goes straight through on a platform thread. */
  private static final Map<String, FunctionMaker> WRITES = WriteFunctions.MAKERS;

  private final Gate gate;
  private final boolean checksLengths;

  Functions(Gate gate, boolean checksLengths) {
    this.gate = gate;
    this.checksLengths = checksLengths;
  }

  /**
   * Returns which way the calls of a method go.
   *
   * @param name of the function of C behind it
   */
  static Route route(Method method, String name) {
    if (method.isAnnotationPresent(Blocking.class)
        || GATED.containsKey(name)
        || StatusFlagFunctions.observes(method, name)) {
      return Route.GATED;
    }
    if (WRITES.containsKey(name)) {
      return Route.WRITE;
    }
    return mayHandOut(method.getReturnType()) ? Route.HANDS_OUT : Route.STRAIGHT;
  }

  /** Whether a result of this type may be a library: an interface with functions to be gated. */
  private static boolean mayHandOut(Class<?> type) {
    return type.isInterface()
        && Modifier.isPublic(type.getModifiers())
        && Arrays.stream(type.getMethods()).anyMatch(each -> isKnown(each.getName()));
  }

  static boolean isKnown(String name) {
    return waitsOrCloses(name) || StatusFlagFunctions.areNamed(name);
  }

  private static boolean waitsOrCloses(String name) {
    return GATED.containsKey(name) || WRITES.containsKey(name);
  }

  static boolean isObserved(Method method, String name) {
    return ObservedFunctions.MAKERS.containsKey(name) || StatusFlagFunctions.observes(method, name);
  }

  /** Returns the known function that a method of another name looks like, by name and shape. */
  Optional<String> lookedLike(Method method, String name) {
    return Stream.of(GATED, WRITES)
        .flatMap(makers -> makers.keySet().stream())
        .filter(known -> DecoratedName.isOf(name, known))
        .filter(known -> fits(method, known))
        .max(Comparator.comparing(String::length)); // epoll_wait before wait
  }

  private boolean fits(Method method, String known) {
    try {
      function(method, known);
      return true;
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }

  /**
   * Returns how the calls of a method that does not go straight through are carried out.
   *
   * @param name of the function of C behind it
   * @throws IllegalArgumentException when it has another shape than it must have
   */
  GatedFunction function(Method method, String name) {
    DeclaredFunction declared = new DeclaredFunction(method);
    Blocking blocking = method.getAnnotation(Blocking.class);
    if (blocking != null) {
      refuseKnown(method, name);
      return own(declared, blocking);
    }
    FunctionMaker maker = GATED.getOrDefault(name, WRITES.get(name));
    if (maker == null && StatusFlagFunctions.observes(method, name)) {
      return StatusFlagFunctions.make(gate, declared, name);
    }
    if (maker == null) {
      throw new IllegalArgumentException("goes straight through: " + method);
    }
    GatedFunction made = maker.make(gate, declared);
    return checksLengths && BufferLengths.concern(name)
        ? checked(made, new BufferLengths(name, gate))
        : made;
  }

  private static GatedFunction checked(GatedFunction function, BufferLengths lengths) {
    Handler unchecked = function.handler();
    Handler handler =
        call -> {
          lengths.check(call);
          return unchecked.handle(call);
        };
    return new GatedFunction(function.parameters(), function.flagsAt(), handler, lengths);
  }

  private static void refuseKnown(Method method, String name) {
    if (waitsOrCloses(name)) {
      throw new IllegalArgumentException(
          "Holdline cannot gate "
              + method.toGenericString()
              + " as a function of your own: it knows "
              + name
              + ", and what that waits for. Remove @Blocking");
    }
  }

  private GatedFunction own(DeclaredFunction declared, Blocking blocking) {
    Signature signature =
        new Signature(
            declared.method(), "an int or long result and the descriptor at @Blocking.fd");
    signature.requireDescriptor(blocking.fd());
    signature.requireResult();
    Reading how = blocking.on() == Readiness.READABLE ? Reading.OWN_READ : Reading.OWN_WRITE;
    int fdAt = blocking.fd();
    return declared.gated(
        Call.NO_FLAGS, call -> gate.read((int) call.number(fdAt), how, 0, 1, call));
  }
}
