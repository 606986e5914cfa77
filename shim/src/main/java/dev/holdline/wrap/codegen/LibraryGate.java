package dev.holdline.wrap.codegen;

/** Decides what a caller gets in place of a library that another library handed out. */
@FunctionalInterface
public interface LibraryGate {
  /**
   * Returns the gated library, or what was handed out itself when it is none to be gated.
   *
   * @param type the return type of the method that handed it out
   */
  Object inPlaceOf(Object plain, Class<?> type);
}
