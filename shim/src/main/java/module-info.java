/** Holdline: holds the descriptors of blocking, C-style networking code. */
module dev.holdline {
  requires transitive org.jnrproject.ffi;
  requires org.jnrproject.constants;
  requires static transitive org.jspecify;

  exports dev.holdline;
  exports dev.holdline.posix;
  exports dev.holdline.wrap;
}
