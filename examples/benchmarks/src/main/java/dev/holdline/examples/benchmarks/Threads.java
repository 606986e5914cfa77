package dev.holdline.examples.benchmarks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ThreadFactory;

/** Platform threads, and virtual ones where the JDK has them. */
public enum Threads {
  PLATFORM {
    @Override
    public ThreadFactory factory() {
      return task -> {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
      };
    }
  },
  VIRTUAL {
    @Override
    public ThreadFactory factory() {
      try {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        Class<?> builderType = Class.forName("java.lang.Thread$Builder");
        Class<?> virtualType = Class.forName("java.lang.Thread$Builder$OfVirtual");
        Object builder =
            lookup
                .findStatic(Thread.class, "ofVirtual", MethodType.methodType(virtualType))
                .invoke();
        return (ThreadFactory)
            lookup
                .findVirtual(builderType, "factory", MethodType.methodType(ThreadFactory.class))
                .invoke(builder);
      } catch (Throwable before21) {
        throw new UnsupportedOperationException("virtual threads need JDK 21 or later", before21);
      }
    }
  };

  /** Returns a factory of daemon threads of this kind. */
  public abstract ThreadFactory factory();

  /** Returns whether this JDK has virtual threads. */
  public static boolean haveVirtual() {
    return java.lang.Runtime.version().feature() >= 21;
  }
}
