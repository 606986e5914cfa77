package dev.holdline.examples.mqtt.show;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void lines_alignTheColumnsAndJudgeTheHeldSide() {
    Table table = new Table();
    table.add("push", Outcome.asPromised("2 ms"), Outcome.asPromised("1 ms"));
    table.add("close", Outcome.broken("stuck, 1,000 ms"), Outcome.broken("stuck"));
    table.add("many", Outcome.notShown("no"), Outcome.notShown("needs JDK 21"));

    assertThat(table.lines())
        .containsExactly(
            "       plain libc       held",
            "push   2 ms             1 ms          ok",
            "close  stuck, 1,000 ms  stuck         FAILED",
            "many   no               needs JDK 21  skipped");
  }
}
