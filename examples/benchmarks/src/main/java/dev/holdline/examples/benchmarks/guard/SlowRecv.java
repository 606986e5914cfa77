package dev.holdline.examples.benchmarks.guard;

import dev.holdline.posix.LibC;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;

/**
 * A library whose {@code recv} keeps its core busy for a while before it does anything.
 *
 * @param nanos how long, in nanoseconds
 */
record SlowRecv(LibC libc, long nanos) implements InvocationHandler {
  static LibC of(LibC libc, Duration by) {
    return (LibC)
        Proxy.newProxyInstance(
            LibC.class.getClassLoader(),
            new Class<?>[] {LibC.class},
            new SlowRecv(libc, by.toNanos()));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    if (method.getName().equals("recv")) {
      long begin = System.nanoTime();
      while (System.nanoTime() - begin < nanos) {
        Thread.onSpinWait();
      }
    }
    try {
      return method.invoke(libc, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }
}
