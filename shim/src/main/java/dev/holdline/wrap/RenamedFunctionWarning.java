package dev.holdline.wrap;

import dev.holdline.gate.Gate;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says of a method, once, that it goes straight through and looks as if it should not: whoever
 * loaded the library may have renamed it, and have told only JNR-FFI.
 */
public final class RenamedFunctionWarning {
  private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

  private RenamedFunctionWarning() {}

  /** Warns of those of an interface whose functions are taken to have the names of its methods. */
  public static void warnOf(Class<?> type, Gate gate) {
    for (InspectedMethod each : Inspection.of(type, FunctionNames.AS_DECLARED, gate)) {
      String method = type.getName() + "." + each.function();
      if (each.looksGated() && TOLD.add(method)) {
        System.getLogger(RenamedFunctionWarning.class.getName())
            .log(System.Logger.Level.WARNING, "{0} is not gated: it {1}", method, each.reason());
      }
    }
  }
}
