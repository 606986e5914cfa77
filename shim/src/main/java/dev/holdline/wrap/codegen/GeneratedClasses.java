package dev.holdline.wrap.codegen;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Loads the generated classes of one library interface: beside its own class loader, because that
 * one may know nothing of Holdline.
 */
final class GeneratedClasses extends ClassLoader {
  private static final String OURS = Calls.class.getPackageName() + ".";

  static {
    registerAsParallelCapable();
  }

  GeneratedClasses(@Nullable ClassLoader ofTheInterface) {
    super(ofTheInterface);
    // what they call is for nobody else, so this package is exported to their module alone
    Calls.class.getModule().addExports(Calls.class.getPackageName(), getUnnamedModule());
    try {
      // now: a thread that is about to park for the first time might park in a loader's lock
      Class.forName(LockSupport.class.getName(), false, this);
    } catch (ClassNotFoundException impossible) {
      throw new LinkageError("the class loader does not know java.base", impossible);
    }
  }

  Class<?> define(String name, byte[] bytes) {
    return defineClass(name, bytes, 0, bytes.length);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    return name.startsWith(OURS) && findLoadedClass(name) == null
        ? Class.forName(name, false, GeneratedClasses.class.getClassLoader())
        : super.loadClass(name, resolve);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    return Class.forName(name, false, GeneratedClasses.class.getClassLoader());
  }
}
