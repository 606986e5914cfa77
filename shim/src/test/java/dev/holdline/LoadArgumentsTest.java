package dev.holdline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdline.fixture.Plain;
import dev.holdline.posix.LibC;
import org.junit.jupiter.api.Test;

/** What the front door says to arguments it cannot use. */
final class LoadArgumentsTest {
  interface PackagePrivate {
    int getpid();
  }

  private interface Private {}

  /** Nested in a class that is not public, which does not matter. */
  static final class Around {
    public interface Public {
      int getpid();
    }
  }

  @Test
  @SuppressWarnings("NullAway")
  void load_null_saysWhatToPass() {
    assertThatThrownBy(() -> Holdline.load(null, "c"))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("type is null: pass the library interface, for example LibC.class");
    assertThatThrownBy(() -> Holdline.load(LibC.class, null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("name is null: pass the library's name, for example \"c\"");
  }

  @Test
  @SuppressWarnings("NullAway")
  void wrap_null_saysWhatToPass() {
    assertThatThrownBy(() -> Holdline.shared().wrap(null, Plain.LIBC))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("type is null: pass the library interface, for example LibC.class");
    assertThatThrownBy(() -> Holdline.shared().wrap(LibC.class, null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("library is null: pass what LibraryLoader.create(type).load(name) returned");
  }

  @Test
  @SuppressWarnings("NullAway")
  void create_null_saysWhatToPass() {
    assertThatThrownBy(() -> Holdline.create(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage(
            "config is null: pass HoldlineConfig.builder().build(), or use Holdline.shared()");
  }

  @Test
  void load_interfaceThatIsNotPublic_saysToMakeItPublic() {
    for (Class<?> type : new Class<?>[] {PackagePrivate.class, Private.class}) {
      assertThatThrownBy(() -> Holdline.load(type, "c"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("JNR-FFI cannot implement " + type.getName() + ": make the interface public");
    }
  }

  @Test
  void load_publicInterfaceInClassThatIsNot_works() {
    int pid = (int) ProcessHandle.current().pid();
    assertThat(Holdline.load(Around.Public.class, "c").getpid()).isEqualTo(pid);
  }
}
