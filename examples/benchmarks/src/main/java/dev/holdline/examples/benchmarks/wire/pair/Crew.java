package dev.holdline.examples.benchmarks.wire.pair;

import dev.holdline.examples.benchmarks.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/** Threads that begin together; how long they take is counted until the last of them is done. */
final class Crew {
  /** Something that one thread does. */
  interface Task {
    void run() throws Exception;
  }

  private final ThreadFactory threads;
  private final List<Task> tasks = new ArrayList<>();
  private final CountDownLatch start = new CountDownLatch(1);
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  Crew(Threads kind) {
    this.threads = kind.factory();
  }

  /** Adds a thread that does a task so many times. */
  void add(int times, Task task) {
    tasks.add(
        () -> {
          for (int i = 0; i < times; i++) {
            task.run();
          }
        });
  }

  /**
   * Does all of it.
   *
   * @return what it took, from when the first begins until the last is done
   * @throws TimeoutException when it takes longer than the limit; threads go on then
   */
  Cost run(Duration limit) throws Exception {
    CountDownLatch ready = new CountDownLatch(tasks.size());
    CountDownLatch done = new CountDownLatch(tasks.size());
    tasks.forEach(task -> threads.newThread(() -> work(task, ready, done)).start());
    await(ready, limit);
    long cpuBefore = ProcessCpu.nanos();
    long begin = System.nanoTime();
    start.countDown();
    await(done, limit);
    Cost cost = Cost.ofNanos(System.nanoTime() - begin, ProcessCpu.nanos() - cpuBefore);
    Throwable failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException("a thread failed: " + failed.getMessage(), failed);
    }
    return cost;
  }

  private void work(Task task, CountDownLatch ready, CountDownLatch done) {
    try {
      ready.countDown();
      start.await();
      task.run();
    } catch (Throwable failed) {
      failure.compareAndSet(null, failed);
    } finally {
      done.countDown();
    }
  }

  private static void await(CountDownLatch latch, Duration limit) throws Exception {
    if (!latch.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new TimeoutException(
          latch.getCount() + " threads were not done within " + limit.toSeconds() + " s");
    }
  }
}
