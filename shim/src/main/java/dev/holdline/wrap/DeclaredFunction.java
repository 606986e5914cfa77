package dev.holdline.wrap;

import dev.holdline.wrap.codegen.Call;
import dev.holdline.wrap.codegen.GatedFunction;
import dev.holdline.wrap.codegen.Handler;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import jnr.ffi.Pointer;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;

/** A function as the library's interface declares it. */
final class DeclaredFunction {
  private final Method method;
  private final Annotation[][] parameterAnnotations;

  DeclaredFunction(Method method) {
    this.method = method;
    this.parameterAnnotations = method.getParameterAnnotations();
  }

  Method method() {
    return method;
  }

  /**
   * Returns it with the handler of its calls.
   *
   * @param flagsAt index of its flags, {@link Call#NO_FLAGS} for none
   */
  GatedFunction gated(int flagsAt, Handler handler) {
    return new GatedFunction(method.getParameterCount(), flagsAt, handler, null);
  }

  /**
   * Returns whether what the function writes behind a parameter reaches the caller's argument.
   * JNR-FFI copies an array there and, unless it is only {@code @In}, back.
   */
  boolean writes(int index, Object argument) {
    Pointer memory = ArgumentMemory.of(argument);
    boolean isOwn = memory != null && memory.isDirect();
    return isOwn || isCopiedBack(index);
  }

  /** Returns whether an array is copied back from where the function wrote. */
  boolean isCopiedBack(int index) {
    Annotation[] annotations = parameterAnnotations[index];
    return !has(annotations, In.class) || has(annotations, Out.class);
  }

  private static boolean has(Annotation[] annotations, Class<?> type) {
    return Arrays.stream(annotations).anyMatch(each -> each.annotationType() == type);
  }
}
