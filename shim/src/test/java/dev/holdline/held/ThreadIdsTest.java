package dev.holdline.held;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ThreadIdsTest {
  /** As JDK 17 allows it. */
  @SuppressWarnings("deprecation") // threadId() came with 19
  private static final class Liar extends Thread {
    final CompletableFuture<Long> seen = new CompletableFuture<>();

    @Override
    public long getId() {
      return 1;
    }

    @Override
    public void run() {
      seen.complete(ThreadIds.current());
    }
  }

  private static long ofAnother() throws Exception {
    Liar other = new Liar();
    other.start();
    return other.seen.get(10, TimeUnit.SECONDS);
  }

  @Test
  void current_sameThread_isTheSameAndGreaterThanNothing() {
    assertThat(ThreadIds.current()).isEqualTo(ThreadIds.current()).isPositive();
  }

  @Test
  void current_threadsThatLieAboutTheirId_areToldApart() throws Exception {
    long first = ofAnother();
    long second = ofAnother();

    assertThat(first).isNotEqualTo(second).isNotEqualTo(ThreadIds.current()).isPositive();
    assertThat(second).isNotEqualTo(ThreadIds.current()).isPositive();
  }

  @Test
  void of_threadThatLiesAboutItsId_doesNotAskIt() {
    Liar liar = new Liar();

    assertThat(ThreadIds.of(liar)).isNotEqualTo(liar.getId());
  }
}
