package dev.holdline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdline.fixture.Plain;
import dev.holdline.posix.LibC;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.util.Objects;
import jnr.ffi.LibraryLoader;
import jnr.ffi.LibraryOption;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.ffi.provider.LoadedLibrary;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Interfaces and implementations with which Holdline cannot keep its promise, and why. */
final class RefusedLibrariesTest {
  @AutoClose private final Holdline holdline = Holdline.create(HoldlineConfig.builder().build());

  /** As a program that uses JNA has it; its shape is one that cannot be gated, besides. */
  public interface Jna extends com.sun.jna.Library {
    int recv(int fd, byte[] buf, int len);
  }

  /** Some of libc, for implementations of all sorts. */
  public interface Sockets {
    int recv(int fd, byte[] buf, int len, int flags);
  }

  /** Stands for one that calls libc through java.lang.foreign, and for a mock. */
  private static final class HandWritten implements Sockets {
    @Override
    public int recv(int fd, byte[] buf, int len, int flags) {
      return -1;
    }
  }

  @Test
  void load_interfaceOfJna_isRefusedAndNotSentToAnotherLoader() {
    assertThatThrownBy(() -> Holdline.load(Jna.class, "c"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(Jna.class.getName() + " is an interface of JNA")
        .hasMessageContaining("com.sun.jna.Library")
        .hasMessageContaining("errno")
        .hasMessageContaining("Holdline.load")
        .hasMessageNotContaining("LibraryLoader");
  }

  /** JNR-FFI then keeps no errno, and Holdline would go by that of some call before. */
  @Test
  void wrap_loadedWithIgnoreError_isRefusedAsLoadRefusesIt() {
    Sockets plain =
        LibraryLoader.create(Sockets.class).option(LibraryOption.IgnoreError, true).load("c");
    assertThatThrownBy(() -> holdline.wrap(Sockets.class, plain))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(Sockets.class.getName())
        .hasMessageContaining("LibraryOption.IgnoreError")
        .hasMessageContaining("leave the option out");
  }

  @Test
  void wrap_libraryOfJna_isRefusedAsLoadRefusesIt() {
    Jna jna = com.sun.jna.Native.load("c", Jna.class);
    assertThatThrownBy(() -> holdline.wrap(Jna.class, jna))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(Jna.class.getName() + " is an interface of JNA");
  }

  @Test
  void wrap_handWrittenImplementation_isRefusedForItsErrno() {
    assertThatThrownBy(() -> holdline.wrap(Sockets.class, new HandWritten()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(HandWritten.class.getName() + " was not loaded by JNR-FFI")
        .hasMessageContaining("errno")
        .hasMessageContaining("java.lang.foreign")
        .hasMessageContaining("jnr.ffi.provider.LoadedLibrary");
  }

  @Test
  void wrap_dynamicProxy_isRefused() {
    Object proxy =
        Proxy.newProxyInstance(
            Sockets.class.getClassLoader(), new Class<?>[] {Sockets.class}, (self, m, a) -> -1);
    assertThatThrownBy(() -> holdline.wrap(Sockets.class, (Sockets) proxy))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("was not loaded by JNR-FFI");
  }

  /** What it calls in the end is JNR-FFI's, and it says so. */
  private record Counting(Sockets plain) implements Sockets, LoadedLibrary {
    @Override
    public int recv(int fd, byte[] buf, int len, int flags) {
      return plain.recv(fd, buf, len, flags);
    }

    @Override
    public Runtime getRuntime() {
      return Runtime.getRuntime(plain);
    }
  }

  @Test
  void wrap_ownCodeInFrontOfALoadedLibrary_isAcceptedWhenItSaysSo() {
    Sockets plain = LibraryLoader.create(Sockets.class).load("c");
    Sockets held = holdline.wrap(Sockets.class, new Counting(plain));
    assertThat(held.recv(1_000_000, new byte[1], 1, 0)).isEqualTo(-1);
    assertThat(Runtime.getRuntime(held).getLastError()).isEqualTo(dev.holdline.posix.Errno.EBADF);
  }

  @Test
  void wrap_heldLibraryAgain_isTheSame() {
    LibC held = holdline.wrap(LibC.class, Plain.LIBC);
    assertThat(holdline.wrap(LibC.class, held)).isSameAs(held);
  }

  @Test
  void wrap_libraryHeldByAnotherHoldline_isRefused() {
    LibC held = holdline.wrap(LibC.class, Plain.LIBC);
    try (Holdline other = Holdline.create(HoldlineConfig.builder().build())) {
      assertThatThrownBy(() -> other.wrap(LibC.class, held))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(held + " is held by another Holdline already")
          .hasMessageContaining("pass the plain library");
    }
  }

  @Test
  void load_interfaceOfTheJdk_isRefusedInOneSentence() {
    for (Class<?> type : new Class<?>[] {Runnable.class, java.sql.Driver.class}) {
      assertThatThrownBy(() -> Holdline.load(type, "c"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              type.getName()
                  + " is an interface of the JDK, where JNR-FFI cannot be seen: declare the"
                  + " functions in an interface of your own");
    }
  }

  @Test
  void load_class_isRefused() {
    for (Class<?> type : new Class<?>[] {String.class, Thread.State.class, int[].class}) {
      assertThatThrownBy(() -> Holdline.load(type, "c"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(type.getTypeName() + " is not an interface:");
    }
  }

  public interface Generic<T> {
    int recv(int fd, T buf, int len, int flags);
  }

  public interface ReturnsObject {
    Object getpid();
  }

  public sealed interface Sealed permits Only {
    int getpid();
  }

  /** What a sealed interface needs. */
  public static final class Only implements Sealed {
    @Override
    public int getpid() {
      return 1;
    }
  }

  public @interface Marker {
    int getpid();
  }

  @Test
  void load_genericInterface_isRefusedWithWhatItsParameterBecomes() {
    assertThatThrownBy(() -> Holdline.load(Generic.class, "c"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("JNR-FFI cannot bind " + Generic.class.getName())
        .hasMessageContaining("java.lang.Object")
        .hasMessageContaining("it is generic: to JNR-FFI its T is java.lang.Object")
        .hasMessageContaining("declare each function with the types that C has");
  }

  @Test
  void load_typeThatJnrFfiCannotPass_isRefusedWithTheInterface() {
    assertThatThrownBy(() -> Holdline.load(ReturnsObject.class, "c"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("JNR-FFI cannot bind " + ReturnsObject.class.getName())
        .hasMessageContaining("java.lang.Object")
        .hasMessageContaining("declare each function with the types that C has");
  }

  @Test
  void load_sealedInterfaceOrAnnotation_isRefused() {
    assertThatThrownBy(() -> Holdline.load(Sealed.class, "c"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(Sealed.class.getName() + " is sealed");
    assertThatThrownBy(() -> Holdline.load(Marker.class, "c"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(Marker.class.getName() + " is an annotation");
  }

  @Test
  void load_libraryThatIsNotThere_saysSoAsJnrFfiDoes() {
    assertThatThrownBy(() -> Holdline.load(Sockets.class, "nosuchlibrary"))
        .isInstanceOf(UnsatisfiedLinkError.class)
        .hasMessageContaining("libnosuchlibrary.so");
  }

  /** Loads classes by itself that begin with a name; finds nothing of JNR-FFI unless told to. */
  private static final class Apart extends ClassLoader {
    private final String own;

    Apart(ClassLoader parent, String own) {
      super(parent);
      this.own = own;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      boolean isOwn = name.startsWith(own) || name.equals(Sockets.class.getName());
      return isOwn ? define(name) : super.loadClass(name, resolve);
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      String file = name.replace('.', '/') + ".class";
      try (InputStream bytes =
          Objects.requireNonNull(
              Objects.requireNonNull(Apart.class.getClassLoader()).getResourceAsStream(file))) {
        byte[] all = bytes.readAllBytes();
        return defineClass(name, all, 0, all.length);
      } catch (IOException unreadable) {
        throw new ClassNotFoundException(name, unreadable);
      }
    }
  }

  @Test
  void load_interfaceWhoseLoaderSeesNoJnrFfi_isRefused() throws Exception {
    ClassLoader apart = new Apart(ClassLoader.getPlatformClassLoader(), "nothing");
    Class<?> type = apart.loadClass(Sockets.class.getName());
    assertThatThrownBy(() -> Holdline.load(type, "c"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(type.getName() + " was loaded by " + apart)
        .hasMessageContaining("which does not see JNR-FFI");
  }

  @Test
  void load_interfaceWhoseLoaderHasAnotherJnrFfi_isRefused() throws Exception {
    ClassLoader own = RefusedLibrariesTest.class.getClassLoader();
    ClassLoader apart = new Apart(Objects.requireNonNull(own), "jnr.ffi.");
    Class<?> type = apart.loadClass(Sockets.class.getName());
    assertThatThrownBy(() -> Holdline.load(type, "c"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(type.getName() + " was loaded by " + apart)
        .hasMessageContaining("which has a JNR-FFI of its own");
  }

  @Test
  void load_interfaceOfAChildLoader_works() throws Exception {
    ClassLoader own = RefusedLibrariesTest.class.getClassLoader();
    ClassLoader child = new Apart(Objects.requireNonNull(own), "nothing");
    Class<?> type = child.loadClass(Sockets.class.getName());
    assertThat(Holdline.load(type, "c")).isInstanceOf(type);
  }

  public interface UsesPointer {
    long recv(int fd, Pointer buf, long len);
  }

  @Test
  void load_wrongShape_saysHowToGoWithoutHoldline() {
    assertThatThrownBy(() -> Holdline.load(UsesPointer.class, "c"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Declare it so, or load this interface with jnr.ffi.LibraryLoader");
  }
}
