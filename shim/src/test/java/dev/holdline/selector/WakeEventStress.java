package dev.holdline.selector;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.holdline.posix.kernel.Syscalls;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** Wake-ups against each other, on an eventfd that is a number in memory. */
public final class WakeEventStress {
  private WakeEventStress() {}

  /** An eventfd. */
  public static final class Eventfd {
    final AtomicInteger count = new AtomicInteger();
    volatile boolean closed;
    volatile boolean writtenAfterClose;

    Syscalls syscalls() {
      return (Syscalls)
          Proxy.newProxyInstance(
              Syscalls.class.getClassLoader(),
              new Class<?>[] {Syscalls.class},
              (proxy, method, arguments) -> answer(method.getName()));
    }

    private int answer(String name) {
      switch (name) {
        case "eventfdSignal" -> {
          writtenAfterClose |= closed;
          count.incrementAndGet();
        }
        case "eventfdDrain" -> count.set(0);
        case "close" -> closed = true;
        default -> {}
      }
      return 0;
    }
  }

  /** One signal while the waiter drains and then looks at the condition. */
  @JCStressTest
  @Outcome(id = "1, .", expect = ACCEPTABLE, desc = "the condition was seen")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "not seen, but the eventfd will wake")
  @Outcome(id = "0, 0", expect = FORBIDDEN, desc = "a lost wake-up")
  @State
  public static class SignalAgainstDrain {
    private final Eventfd eventfd = new Eventfd();
    private final WakeEvent event = new WakeEvent(eventfd.syscalls());
    private volatile boolean condition;

    @Actor
    public void signal() {
      condition = true;
      event.signal();
    }

    @Actor
    public void await(II_Result result) {
      event.drain();
      result.r1 = condition ? 1 : 0;
    }

    @Arbiter
    public void end(II_Result result) {
      result.r2 = eventfd.count.get() > 0 ? 1 : 0;
    }
  }

  /** The same where an earlier signal is pending: the drain takes two signals for one. */
  @JCStressTest
  @Outcome(id = "1, .", expect = ACCEPTABLE, desc = "the condition was seen")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "not seen, but the eventfd will wake")
  @Outcome(id = "0, 0", expect = FORBIDDEN, desc = "a lost wake-up")
  @State
  public static class CoalescedSignalAgainstDrain {
    private final Eventfd eventfd = new Eventfd();
    private final WakeEvent event = new WakeEvent(eventfd.syscalls());
    private volatile boolean condition;

    public CoalescedSignalAgainstDrain() {
      event.signal();
    }

    @Actor
    public void signal() {
      condition = true;
      event.signal();
    }

    @Actor
    public void await(II_Result result) {
      event.drain();
      result.r1 = condition ? 1 : 0;
    }

    @Arbiter
    public void end(II_Result result) {
      result.r2 = eventfd.count.get() > 0 ? 1 : 0;
    }
  }

  /** A signal after a drain that crossed another signal must still reach the kernel. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "the last signal wakes")
  @Outcome(id = "0", expect = FORBIDDEN, desc = "the last signal never reached the kernel")
  @State
  public static class SignalAfterDrain {
    private final Eventfd eventfd = new Eventfd();
    private final WakeEvent event = new WakeEvent(eventfd.syscalls());

    @Actor
    public void signal() {
      event.signal();
    }

    @Actor
    public void drain() {
      event.drain();
    }

    @Arbiter
    public void end(I_Result result) {
      event.signal();
      result.r1 = eventfd.count.get() > 0 ? 1 : 0;
    }
  }

  /** A late signal, as JDK 25 delivers them, against the close: the number may be another's. */
  @JCStressTest
  @Outcome(id = "0", expect = ACCEPTABLE, desc = "written before the close or not at all")
  @Outcome(id = "1", expect = FORBIDDEN, desc = "written to a closed descriptor")
  @State
  public static class SignalAgainstClose {
    private final Eventfd eventfd = new Eventfd();
    private final WakeEvent event = new WakeEvent(eventfd.syscalls());

    @Actor
    public void signal() {
      event.signal();
    }

    @Actor
    public void close() {
      event.close();
    }

    @Arbiter
    public void end(I_Result result) {
      result.r1 = eventfd.writtenAfterClose ? 1 : 0;
    }
  }
}
