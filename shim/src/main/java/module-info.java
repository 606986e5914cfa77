/** Holdline: holds the descriptors of blocking, C-style networking code. */
module dev.holdline {
  requires transitive org.jnrproject.ffi;
  requires org.jnrproject.constants;

  // Implements the wrapped interfaces, as JNR-FFI does, which is an automatic module and does not
  // bring it.
  requires org.objectweb.asm;
  requires org.objectweb.asm.commons;
  requires static transitive org.jspecify;

  // Tells whether the calling thread has a hook for interrupts of its own, which must stay in
  // place.
  requires jdk.unsupported;

  exports dev.holdline;
  exports dev.holdline.annotation;
  exports dev.holdline.posix;

  // Not for porters: JNR-FFI implements what is in there, in an unnamed module that has no name to
  // export it to.
  exports dev.holdline.posix.binding;
}
