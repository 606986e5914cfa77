package dev.holdline.wrap.codegen;

/**
 * Calls the functions of one wrapped library as JNR-FFI bound them. Public only because it is
 * implemented at run time; not for porters.
 */
@FunctionalInterface
public interface Invoker {
  /** Calls the function of a call with the arguments it has now. What it throws surfaces. */
  long invoke(Call call);
}
