package dev.holdline.wrap;

import dev.holdline.posix.Errno;
import dev.holdline.wrap.codegen.Call;
import dev.holdline.wrap.codegen.CallDispatcher;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import jnr.ffi.NativeLong;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether JNR-FFI keeps errno of a library's calls: what was loaded with {@code
 * LibraryOption.IgnoreError} does not say so, and Holdline would read the errno of some other call.
 * A function is called for descriptor -1, which fails with EBADF and does nothing.
 */
final class ErrnoProbe {
  /** Their first parameter is a descriptor, and they look at it before all else. */
  private static final Set<String> FAIL_AT_ONCE =
      Set.of(
          "accept",
          "accept4",
          "close",
          "connect",
          "read",
          "readv",
          "recv",
          "recvfrom",
          "recvmsg",
          "send",
          "sendmsg",
          "sendto",
          "write",
          "writev");

  /**
   * Part of the name of each class that JNR-FFI generates. A library of another class is code that
   * somebody wrote in front of one, and that is not called for a probe.
   */
  private static final String OF_JNR = "$jnr$ffi$";

  private final CallDispatcher dispatcher;

  ErrnoProbe(CallDispatcher dispatcher) {
    this.dispatcher = dispatcher;
  }

  /**
   * Requires that errno is kept, as far as that can be found out.
   *
   * @param functions those of the dispatcher
   * @param names which functions of C they are
   */
  void require(Class<?> type, Object plain, List<Method> functions, FunctionNames names) {
    if (!plain.getClass().getName().contains(OF_JNR)) {
      return;
    }
    for (int i = 0; i < functions.size(); i++) {
      if (FAIL_AT_ONCE.contains(names.of(functions.get(i)))) {
        if (losesErrno(i, functions.get(i).getParameterTypes())) {
          throw refused(type);
        }
        return;
      }
    }
  }

  private boolean losesErrno(int function, Class<?>[] parameters) {
    Call call = dispatcher.begin(function);
    put(call, 0, parameters[0], -1);
    for (int i = 1; i < parameters.length; i++) {
      put(call, i, parameters[i], 0);
    }
    Errno.set(0);
    long returned = call.call(0);
    boolean lost = returned < 0 && call.errno() == 0;
    dispatcher.end(call);
    return lost;
  }

  private static void put(Call call, int index, Class<?> type, int number) {
    if (type.isPrimitive()) {
      call.put(index, number);
    } else {
      call.put(index, boxed(type, number));
    }
  }

  private static @Nullable Object boxed(Class<?> type, int number) {
    if (type == Integer.class) {
      return number;
    }
    if (type == Long.class) {
      return (long) number;
    }
    if (type == Short.class) {
      return (short) number;
    }
    return type == NativeLong.class ? NativeLong.valueOf(number) : null;
  }

  private static IllegalArgumentException refused(Class<?> type) {
    return new IllegalArgumentException(
        type.getName()
            + " was loaded with LibraryOption.IgnoreError, and without errno Holdline cannot tell"
            + " EAGAIN from a failure: leave the option out, and mark with @IgnoreError what needs"
            + " no errno");
  }
}
