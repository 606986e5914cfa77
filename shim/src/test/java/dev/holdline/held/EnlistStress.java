package dev.holdline.held;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.holdline.posix.kernel.JnrSyscalls;
import dev.holdline.selector.BackgroundSelector;
import dev.holdline.selector.PollerChoice;
import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A waiter takes its place while a close begins: either sees the other. */
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "the waiter saw the closer")
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the closer saw the waiter")
@Outcome(id = "2, .", expect = FORBIDDEN, desc = "neither saw the other: a wait without end")
@Outcome(id = "., 1", expect = FORBIDDEN, desc = "the closer did not see the waiter leave")
@State
public class EnlistStress {
  private static final long BOUND_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final BackgroundSelector SELECTOR = lostSelector();

  private final Incarnation descriptor =
      new Incarnation(
          JnrSyscalls.instance(),
          0,
          1,
          new Identity(Identity.Kind.ANONYMOUS, 0, 0, 0),
          SELECTOR,
          System::nanoTime,
          null,
          recycled -> {});

  private static BackgroundSelector lostSelector() {
    BackgroundSelector selector =
        new BackgroundSelector(
            JnrSyscalls.instance(),
            PollerChoice.AUTO,
            TimeUnit.SECONDS.toNanos(60),
            System::nanoTime);
    selector.close(); // no thread of it takes part
    return selector;
  }

  /** Spins until it is signalled. */
  private static final class Spinning extends Listener {
    @Override
    protected void wake() {}

    @Override
    public boolean usesSelector() {
      return false;
    }

    void pause(long nanos) {
      long end = System.nanoTime() + nanos;
      while (!has(CLOSED) && System.nanoTime() < end) {
        Thread.onSpinWait();
      }
    }
  }

  /** Reports 0 when refused, 1 when told of the close, 2 when not. */
  @Actor
  public void await(II_Result result) {
    Spinning waiter = new Spinning();
    if (descriptor.watch().enlist(waiter, 1, true)) {
      waiter.pause(BOUND_NANOS);
      result.r1 = waiter.has(Listener.CLOSED) ? 1 : 2;
      descriptor.watch().withdraw(waiter, 0, false);
    }
  }

  @Actor
  public void close(II_Result result) {
    long deadline = System.nanoTime() + BOUND_NANOS;
    descriptor.passage().beginClose();
    descriptor.watch().signalAll(Listener.CLOSED);
    descriptor.passage().awaitEmpty(descriptor.watch()::hasWaiters, deadline, System::nanoTime);
    result.r2 = System.nanoTime() - deadline >= 0 ? 1 : 0;
  }
}
