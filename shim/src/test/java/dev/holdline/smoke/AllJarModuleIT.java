package dev.holdline.smoke;

/**
 * As a porter's module finds Holdline in the -all jar. That is an automatic module, since the
 * JNR-FFI in it is none, and so hides nothing.
 */
final class AllJarModuleIT extends OwnModuleTest {
  @Override
  String holdline() {
    return Jars.of("-all").toString();
  }

  @Override
  boolean hidesTheRest() {
    return false;
  }
}
