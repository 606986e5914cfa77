package dev.holdline.hook;

import static org.objectweb.asm.ClassWriter.COMPUTE_MAXS;
import static org.objectweb.asm.Opcodes.ASM9;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;

import dev.holdline.Holdline;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import jnr.ffi.LibraryLoader;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * jnr-enxio and jnr-unixsocket with one line changed, as a porter would build them: the libc that
 * they load is held. They keep it in a static final field of a class that is not public, so there
 * is no other way. Each instance has copies of their classes, and of the programs that use them.
 */
public final class PatchedJnr extends ClassLoader {
  private static final List<String> COPIED =
      List.of(
          "jnr.enxio.", "jnr.unixsocket.", Selecting.class.getName(), Accepting.class.getName());

  private final Holdline holdline;

  PatchedJnr(Holdline holdline) {
    super(PatchedJnr.class.getClassLoader());
    this.holdline = holdline;
  }

  /** Returns a program that uses the held libraries. */
  Program program(Class<? extends Program> type) throws ReflectiveOperationException {
    return (Program) loadClass(type.getName()).getConstructor().newInstance();
  }

  /** The line: called with what {@link LibraryLoader#load()} returned. */
  public static Object held(Object library) {
    for (Class<?> type : library.getClass().getInterfaces()) {
      if (type.getClassLoader() instanceof PatchedJnr patched) {
        return patched.wrap(type, library);
      }
    }
    throw new AssertionError(Arrays.toString(library.getClass().getInterfaces()));
  }

  private <T> T wrap(Class<T> type, Object library) {
    return holdline.wrap(type, type.cast(library));
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      boolean copied = COPIED.stream().anyMatch(name::startsWith);
      return copied ? findClass(name) : super.loadClass(name, resolve);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = patched(new ClassReader(in));
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException unreadable) {
      throw new ClassNotFoundException(name, unreadable);
    }
  }

  private static byte[] patched(ClassReader original) {
    ClassWriter writer = new ClassWriter(original, COMPUTE_MAXS);
    original.accept(
        new ClassVisitor(ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access,
              String name,
              String descriptor,
              @Nullable String signature,
              String @Nullable [] exceptions) {
            return new Line(super.visitMethod(access, name, descriptor, signature, exceptions));
          }
        },
        0);
    return writer.toByteArray();
  }

  /** Puts the line behind each load of a library. */
  private static final class Line extends MethodVisitor {
    private static final String LOADER = Type.getInternalName(LibraryLoader.class);

    Line(MethodVisitor method) {
      super(ASM9, method);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      if (owner.equals(LOADER) && name.equals("load")) {
        String self = Type.getInternalName(PatchedJnr.class);
        String held = "(Ljava/lang/Object;)Ljava/lang/Object;";
        super.visitMethodInsn(INVOKESTATIC, self, "held", held, false);
      }
    }
  }
}
