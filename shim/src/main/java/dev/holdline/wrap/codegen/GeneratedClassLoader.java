package dev.holdline.wrap.codegen;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Loads the generated classes of one library interface. It sees the interface and Holdline; the
 * class loader of the interface may not see Holdline.
 */
final class GeneratedClassLoader extends ClassLoader {
  private static final String OURS = CallDispatcher.class.getPackageName() + ".";

  static {
    registerAsParallelCapable();
  }

  GeneratedClassLoader(@Nullable ClassLoader ofTheInterface) {
    super(ofTheInterface);
    // porters are not to call what is in this package: only the generated classes may
    CallDispatcher.class
        .getModule()
        .addExports(CallDispatcher.class.getPackageName(), getUnnamedModule());
    try {
      // loaded now, because the first thread that parks might park in a class loader's lock
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
        ? Class.forName(name, false, GeneratedClassLoader.class.getClassLoader())
        : super.loadClass(name, resolve);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    return Class.forName(name, false, GeneratedClassLoader.class.getClassLoader());
  }
}
