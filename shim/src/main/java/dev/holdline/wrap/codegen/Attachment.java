package dev.holdline.wrap.codegen;

/**
 * What a handler keeps with a {@link Call} beside the arguments, for later calls to use again. Used
 * by one thread at a time.
 */
public abstract class Attachment {
  /** Keeps nothing of the caller's. */
  protected void end() {}
}
