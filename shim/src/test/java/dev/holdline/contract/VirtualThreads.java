package dev.holdline.contract;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Makes virtual threads on JDK 21 and later; this is compiled for 17, which has none. */
final class VirtualThreads {
  private static final @Nullable MethodHandle UNSTARTED = find();

  private VirtualThreads() {}

  static boolean exist() {
    return UNSTARTED != null;
  }

  static Thread unstarted(Runnable body) {
    if (UNSTARTED == null) {
      throw new IllegalStateException("this JDK has no virtual threads");
    }
    try {
      return (Thread) UNSTARTED.invoke(body);
    } catch (Throwable impossible) { // unstarted throws nothing
      throw new AssertionError(impossible);
    }
  }

  private static @Nullable MethodHandle find() {
    try {
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      Class<?> builder = Class.forName("java.lang.Thread$Builder$OfVirtual");
      MethodHandle ofVirtual =
          lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(builder));
      MethodHandle unstarted =
          lookup.findVirtual(
              builder, "unstarted", MethodType.methodType(Thread.class, Runnable.class));
      return MethodHandles.collectArguments(unstarted, 0, ofVirtual);
    } catch (ReflectiveOperationException before21) {
      return null;
    }
  }
}
