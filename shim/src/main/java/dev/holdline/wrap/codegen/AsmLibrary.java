package dev.holdline.wrap.codegen;

/**
 * ASM, with which classes are generated. It is looked up by name, so that this class can be used
 * where ASM is missing.
 */
public final class AsmLibrary {
  private static final String ASM = "org.objectweb.asm.commons.GeneratorAdapter";

  private AsmLibrary() {}

  /**
   * Requires that ASM is there. JNR-FFI brings it, but JRuby's does so under another name.
   *
   * @throws IllegalStateException with the artifact that is missing
   */
  public static void require() {
    try {
      Class.forName(ASM, false, AsmLibrary.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError missing) {
      throw new IllegalStateException(
          "Holdline needs org.ow2.asm:asm-commons, with which it implements libraries, and did not"
              + " find it: add it to the class path, with org.ow2.asm:asm and asm-tree, or take"
              + " the -all jar of Holdline",
          missing);
    }
  }
}
