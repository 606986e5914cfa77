package dev.holdline.held;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of threads, greater than 0, which no two threads that live have in common. JDK 19 and
 * later have them; {@code Thread.getId}, which JDK 17 has, may be overridden with anything.
 */
public final class ThreadIds {
  private static final @Nullable MethodHandle THREAD_ID = find();

  private ThreadIds() {}

  /** Numbers of our own, for JDK 17. */
  private static final class Own {
    static final AtomicLong LAST = new AtomicLong();
    static final ThreadLocal<Long> IDS = ThreadLocal.withInitial(LAST::incrementAndGet);
  }

  /** Returns the number of the calling thread. */
  public static long current() {
    return THREAD_ID == null ? Own.IDS.get() : of(Thread.currentThread());
  }

  /** Returns the JDK's number of a thread, 0 where it has none: no code of the thread's runs. */
  public static long of(Thread thread) {
    if (THREAD_ID == null) {
      return 0;
    }
    try {
      return (long) THREAD_ID.invokeExact(thread);
    } catch (Throwable impossible) { // Thread.threadId throws nothing
      throw new AssertionError(impossible);
    }
  }

  private static @Nullable MethodHandle find() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(Thread.class, "threadId", MethodType.methodType(long.class));
    } catch (ReflectiveOperationException before19) {
      return null;
    }
  }
}
