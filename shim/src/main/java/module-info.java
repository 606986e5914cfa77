/** Holdline: holds the descriptors of blocking, C-style networking code. */
module dev.holdline {
  requires transitive org.jnrproject.ffi;
  requires org.jnrproject.constants;

  // JNR-FFI is an automatic module: nothing else brings what it generates its bindings with.
  requires org.objectweb.asm;
  requires static transitive org.jspecify;

  exports dev.holdline;
  exports dev.holdline.posix;
  exports dev.holdline.wrap;
}
