package dev.holdline.smoke;

import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.Set;

/** A host, as an application server is: starts a porter's module in a class loader of its own. */
public final class Layered {
  private Layered() {}

  public static void main(String[] arguments) throws Exception {
    ModuleFinder found = ModuleFinder.of(Path.of(arguments[0]));
    ModuleLayer boot = ModuleLayer.boot();
    Configuration resolved =
        boot.configuration().resolve(found, ModuleFinder.of(), Set.of(arguments[1]));
    boot.defineModulesWithOneLoader(resolved, ClassLoader.getSystemClassLoader())
        .findLoader(arguments[1])
        .loadClass(arguments[2])
        .getMethod("main", String[].class)
        .invoke(null, (Object) new String[0]);
  }
}
