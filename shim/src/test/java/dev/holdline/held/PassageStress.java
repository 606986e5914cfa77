package dev.holdline.held;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A call goes into the original function while a close goes past it. */
@JCStressTest
@Outcome(id = "[01], 0", expect = ACCEPTABLE, desc = "refused, or inside before the release")
@Outcome(id = "2, .", expect = FORBIDDEN, desc = "inside after the release")
@Outcome(id = "., 1", expect = FORBIDDEN, desc = "the closer was not told that it may go on")
@State
public class PassageStress {
  private static final long BOUND_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Passage passage = new Passage();
  private volatile boolean released;

  /** Reports 0 when refused, 1 when inside, 2 when inside while the number was released. */
  @Actor
  public void call(II_Result result) {
    if (passage.enter()) {
      result.r1 = released ? 2 : 1;
      passage.exit();
    }
  }

  @Actor
  public void close(II_Result result) {
    long deadline = System.nanoTime() + BOUND_NANOS;
    passage.beginClose();
    passage.awaitEmpty(() -> false, deadline, System::nanoTime);
    released = true;
    result.r2 = System.nanoTime() - deadline >= 0 ? 1 : 0;
  }
}
