package dev.holdline.examples.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuTimeTest {
  private final Path root;

  CpuTimeTest(@TempDir Path root) {
    this.root = root;
  }

  /** The first tick of a process may come before the kernel's own sum has its next one. */
  private static final int TICKS = 10;

  private static final String SELF =
      "7 (a name) (x)) S 1 7 7 0 -1 4 9 0 0 0 %d 5 %d 5 20 0 1 0 9 9";

  @Test
  void percentSince_isTheShareOfAllThatPassed() throws Exception {
    CpuTime before = read("cpu  100 0 50 790 10 0 0 50 7 7\ncpu0 1 1 1 1 1 1 1 1 1 1\n", 10, 0);
    CpuTime after = read("cpu  120 0 60 830 20 0 0 70 9 9\ncpu0 1 1 1 1 1 1 1 1 1 1\n", 15, 10);
    assertThat(before).isEqualTo(new CpuTime(1000, 800, 50, 20));
    assertThat(after.foreignPercentSince(before)).isEqualTo(15);
    assertThat(after.foreignPercentSince(after)).isZero();
    assertThat(after.stolenPercentSince(before)).isEqualTo(20);
    assertThat(after.stolenPercentSince(after)).isZero();
  }

  @Test
  void read_nothingTold_isNone() throws Exception {
    CpuTime old = read("cpu  100 0 50 800\n", 0, 0);
    assertThat(old).isEqualTo(new CpuTime(950, 800, 0, 10));
    assertThat(CpuTime.read(root.resolve("nowhere"))).isEqualTo(new CpuTime(0, 0, 0, 0));
  }

  private CpuTime read(String stat, int user, int usersOfChildren) throws IOException {
    Files.createDirectories(root.resolve("proc/self"));
    Files.writeString(root.resolve("proc/stat"), stat);
    Files.writeString(root.resolve("proc/self/stat"), SELF.formatted(user, usersOfChildren));
    return CpuTime.read(root);
  }

  @Test
  void now_whileThisProcessIsBusy_isItsOwn() {
    CpuTime before = CpuTime.now();
    while (CpuTime.now().own() < before.own() + TICKS) {
      Thread.onSpinWait();
    }
    assertThat(CpuTime.now().total()).isGreaterThan(before.total());
  }
}
