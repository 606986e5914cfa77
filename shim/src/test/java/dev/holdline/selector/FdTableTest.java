package dev.holdline.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FdTableTest {
  private final FdTable<String> table = new FdTable<>();

  @ParameterizedTest
  @ValueSource(ints = {0, 1023, 1024, 4095, 4096, 1_000_000, -1, Integer.MIN_VALUE})
  void get_nothingKept_isNull(int fd) {
    assertThat(table.get(fd)).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1023, 1024, 4095, 4096, 5000, 1_048_575, 1_048_576, 50_000_000})
  void replace_emptySlot_isFoundUnderItsNumberOnly(int fd) {
    assertThat(table.replace(fd, null, "here")).isTrue();

    assertThat(table.get(fd)).isEqualTo("here");
    assertThat(table.get(fd + 1)).isNull();
    assertThat(table.get(fd ^ 1024)).isNull();
  }

  @Test
  void replace_largestNumber_isFound() {
    assertThat(table.replace(Integer.MAX_VALUE, null, "last")).isTrue();
    assertThat(table.get(Integer.MAX_VALUE)).isEqualTo("last");
  }

  @Test
  void replace_otherThanExpected_changesNothing() {
    String first = "first";
    table.replace(7, null, first);

    assertThat(table.replace(7, null, "second")).isFalse();
    assertThat(table.replace(7, "third", "second")).isFalse();
    assertThat(table.get(7)).isSameAs(first);
    assertThat(table.replace(7, first, null)).isTrue();
    assertThat(table.get(7)).isNull();
  }

  @Test
  void replace_negativeNumber_isRefusedWithTheValue() {
    assertThatThrownBy(() -> table.replace(-3, null, "never"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 0: -3");
  }

  @Test
  void forEach_entriesInSeveralChunks_visitsEachOnceInOrder() {
    table.replace(20_000, null, "c");
    table.replace(3, null, "a");
    table.replace(1024, null, "b");
    List<String> seen = new ArrayList<>();

    table.forEach(seen::add);

    assertThat(seen).containsExactly("a", "b", "c");
  }

  @Test
  void replace_manyThreadsGrowingTheTable_losesNothing() throws InterruptedException {
    int threads = 4;
    int each = 200;
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> all = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      int offset = t;
      Thread thread =
          new Thread(
              () -> {
                awaitUninterrupted(start);
                for (int i = 0; i < each; i++) {
                  table.replace((i * threads + offset) * 1024, null, "entry");
                }
              });
      thread.start();
      all.add(thread);
    }
    start.countDown();
    for (Thread thread : all) {
      thread.join(TimeUnit.SECONDS.toMillis(20));
    }

    List<String> seen = new ArrayList<>();
    table.forEach(seen::add);
    assertThat(seen).hasSize(threads * each);
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
