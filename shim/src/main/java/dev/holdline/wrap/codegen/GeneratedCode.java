package dev.holdline.wrap.codegen;

/** Whether classes can be generated here. Names no class that may be missing. */
public final class GeneratedCode {
  private static final String ASM = "org.objectweb.asm.commons.GeneratorAdapter";

  private GeneratedCode() {}

  /**
   * Returns when ASM is there. JNR-FFI brings it, but JRuby's does so under another name.
   *
   * @throws IllegalStateException with the artifact that is missing
   */
  public static void requireAsm() {
    try {
      Class.forName(ASM, false, GeneratedCode.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError missing) {
      throw new IllegalStateException(
          "Holdline needs org.ow2.asm:asm-commons, with which it implements libraries, and did not"
              + " find it: add it to the class path, with org.ow2.asm:asm and asm-tree, or take"
              + " the -all jar of Holdline",
          missing);
    }
  }
}
