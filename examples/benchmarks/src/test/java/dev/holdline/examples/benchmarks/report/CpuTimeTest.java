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

  @Test
  void stolenPercentSince_isTheHostsShareOfAllThatPassed() throws Exception {
    CpuTime before = read("cpu  100 0 50 800 0 0 0 50 7 7\ncpu0 1 1 1 1 1 1 1 1 1 1\n");
    CpuTime after = read("cpu  120 0 60 850 0 0 0 70 9 9\ncpu0 1 1 1 1 1 1 1 1 1 1\n");
    assertThat(before).isEqualTo(new CpuTime(1000, 50));
    assertThat(after.stolenPercentSince(before)).isEqualTo(20);
    assertThat(after.stolenPercentSince(after)).isZero();
  }

  @Test
  void read_nothingTold_isNone() throws Exception {
    CpuTime old = read("cpu  100 0 50 800\n");
    assertThat(old).isEqualTo(new CpuTime(950, 0));
    assertThat(CpuTime.read(root.resolve("nowhere"))).isEqualTo(new CpuTime(0, 0));
  }

  private CpuTime read(String stat) throws IOException {
    Path file = root.resolve("proc/stat");
    Files.createDirectories(file.getParent());
    Files.writeString(file, stat);
    return CpuTime.read(root);
  }
}
