package dev.holdline.examples.benchmarks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.List;
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

  /** Returns the name for the tables. */
  public String label() {
    return this == PLATFORM ? "platform" : "virtual";
  }

  /** Returns whether this JDK has them. */
  public boolean areAvailable() {
    return this == PLATFORM || haveVirtual();
  }

  /** Returns the kinds that this JDK has. */
  public static List<Threads> available() {
    return Arrays.stream(values()).filter(Threads::areAvailable).toList();
  }

  /** Returns whether this JDK has virtual threads. */
  public static boolean haveVirtual() {
    return java.lang.Runtime.version().feature() >= 21;
  }
}
