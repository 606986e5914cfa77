package dev.holdline.wrap.codegen;

/**
 * State that a handler keeps with a {@link Call}, beside its arguments. Later calls use it again,
 * as they do the call. Used by one thread at a time.
 */
public abstract class Attachment {
  /** Drops all references to the caller's objects. */
  protected void end() {}
}
