package dev.holdline.wrap;

import dev.holdline.annotation.Blocking;
import dev.holdline.gate.Gate;
import dev.holdline.wrap.InspectedMethod.Way;
import dev.holdline.wrap.codegen.Route;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds out what becomes of each method of a library interface, without generating anything. */
public final class Inspection {
  private final Functions known;
  private final FunctionNames names;

  private Inspection(Gate gate, FunctionNames names) {
    this.known = new Functions(gate, false);
    this.names = names;
  }

  /** Returns what becomes of each method, in the order of their names. */
  public static List<InspectedMethod> of(Class<?> type, FunctionNames names, Gate gate) {
    Inspection inspection = new Inspection(gate, names);
    List<InspectedMethod> all = new ArrayList<>();
    LibraryMethods.of(type).forEach(method -> all.add(inspection.treated(method)));
    for (Method method : type.getMethods()) {
      if (method.isDefault()) {
        String why = "a method in Java: what it calls is gated as it is when called by itself";
        all.add(new InspectedMethod(method, Way.JAVA, method.getName(), why));
      }
    }
    all.sort(Comparator.comparing((InspectedMethod each) -> each.method().getName()));
    return all;
  }

  private InspectedMethod treated(Method method) {
    String name = names.of(method);
    return switch (Functions.route(method, name)) {
      case STRAIGHT -> straight(method, name);
      case HANDS_OUT -> {
        String handed = method.getReturnType().getName();
        String why = "its functions are gated, too, if JNR-FFI loaded it";
        yield new InspectedMethod(method, Way.HANDS_OUT, handed, why);
      }
      case WRITE, GATED -> known(method, name);
    };
  }

  private InspectedMethod known(Method method, String name) {
    try {
      known.function(method, name);
    } catch (IllegalArgumentException refused) {
      return new InspectedMethod(method, Way.REFUSED, name, String.valueOf(refused.getMessage()));
    }
    Blocking blocking = method.getAnnotation(Blocking.class);
    if (blocking != null) {
      return new InspectedMethod(method, Way.GATED, name, "marked @Blocking, on " + blocking.on());
    }
    if (Functions.isObserved(method, name)) {
      return new InspectedMethod(
          method, Way.OBSERVED, name, "it ends or changes the waits of others");
    }
    return Functions.route(method, name) == Route.GATED
        ? new InspectedMethod(method, Way.GATED, name, "")
        : new InspectedMethod(
            method,
            Way.GATED_ON_VIRTUAL_THREADS,
            name,
            "on a platform thread it goes straight through");
  }

  private InspectedMethod straight(Method method, String name) {
    String why = "not one of the functions that Holdline knows to wait for a descriptor";
    return known
        .lookedLike(method, name)
        .map(like -> InspectedMethod.looksLike(method, name, like))
        .orElseGet(() -> new InspectedMethod(method, Way.STRAIGHT, name, why));
  }
}
