package dev.holdline.examples.mqtt.show;

import java.lang.reflect.InvocationTargetException;

/** Starts virtual threads from code that is compiled for JDK 17. */
final class VirtualThreads {
  private VirtualThreads() {}

  static boolean available() {
    return Runtime.version().feature() >= 21;
  }

  static Thread start(Runnable task) {
    try {
      Object thread =
          Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
      return (Thread) thread;
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new UnsupportedOperationException(
          "virtual threads need JDK 21 or later, this is " + Runtime.version(), e);
    }
  }
}
