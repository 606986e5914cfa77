package dev.holdline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdline.fixture.Plain;
import dev.holdline.posix.LibC;
import org.junit.jupiter.api.Test;

/** What is wrong with an argument is said, and what to pass instead. */
@SuppressWarnings({"NullAway", "DataFlowIssue"}) // nulls are what this is about
final class ArgumentsTest {
  interface Hidden {
    int getpid();
  }

  @Test
  void load_null_isNamed() {
    assertThatThrownBy(() -> Holdline.load(null, "c"))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("type: the interface");
    assertThatThrownBy(() -> Holdline.load(LibC.class, null))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("name: \"c\"");
  }

  @Test
  void wrap_null_isNamed() {
    Holdline holdline = Holdline.shared();
    assertThatThrownBy(() -> holdline.wrap(null, Plain.LIBC)).hasMessageContaining("type:");
    assertThatThrownBy(() -> holdline.wrap(LibC.class, null)).hasMessageContaining("library:");
  }

  @Test
  void create_null_isNamed() {
    assertThatThrownBy(() -> Holdline.create(null)).hasMessageContaining("HoldlineConfig.builder");
  }

  @Test
  void load_interfaceThatIsNotPublic_saysSo() {
    assertThatThrownBy(() -> Holdline.load(Hidden.class, "c"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Hidden is not public")
        .hasMessageContaining("make it public");
  }

  @Test
  void hold_notEnabled_isRefusedWithTheReason() {
    HoldlineConfig off = HoldlineConfig.builder().enabled(false).build();
    try (Holdline holdline = Holdline.create(off);
        Hold hold = holdline.hold(0)) {
      assertThat(hold.status().state()).isEqualTo(HoldStatus.State.REFUSED);
      assertThat(hold.status().reason()).contains("holdline.enabled is false");
    }
  }
}
