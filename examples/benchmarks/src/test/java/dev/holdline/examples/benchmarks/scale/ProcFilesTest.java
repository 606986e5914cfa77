package dev.holdline.examples.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class ProcFilesTest {
  @Test
  void number_kilobytes_areBytes() {
    List<String> rollup = List.of("55a2-7ffc ---p [rollup]", "Rss:     1664 kB", "Pss: 402 kB");
    assertThat(ProcFiles.number(rollup, "Rss")).isEqualTo(1664 * 1024);
  }

  @Test
  void number_withoutUnit_isAsItIs() {
    List<String> status = List.of("voluntary_ctxt_switches:\t17", "nonvoluntary_ctxt_switches:\t1");
    assertThat(ProcFiles.number(status, "voluntary_ctxt_switches")).isEqualTo(17);
  }

  @Test
  void number_keyThatIsThePrefixOfAnother_isNotTakenForIt() {
    List<String> machine = List.of("SlabOther: 1 kB", "Slab: 2 kB");
    assertThat(ProcFiles.number(machine, "Slab")).isEqualTo(2048);
  }

  @Test
  void number_noSuchLine_saysWhich() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProcFiles.number(List.of("Pss: 1 kB"), "Rss"))
        .withMessageContaining("Rss");
  }

  @Test
  void openFiles_isTheSoftLimit() {
    assertThat(ProcFiles.openFiles(List.of("Max open files     20000    30000    files")))
        .isEqualTo(20_000);
    assertThat(ProcFiles.openFiles(List.of("Max open files     unlimited    unlimited    files")))
        .isEqualTo(Integer.MAX_VALUE);
  }
}
