package dev.holdline.smoke;

/** As a porter's module finds Holdline in its jar, with what that depends on beside it. */
final class ThinJarModuleIT extends OwnModuleTest {
  @Override
  String holdline() throws Exception {
    return Paths.with(Jars.of(""));
  }
}
