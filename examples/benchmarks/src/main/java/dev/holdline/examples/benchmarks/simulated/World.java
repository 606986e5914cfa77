package dev.holdline.examples.benchmarks.simulated;

import dev.holdline.examples.benchmarks.Threads;
import dev.holdline.gate.Gate;
import dev.holdline.held.Descriptors;
import dev.holdline.selector.BackgroundSelector;
import dev.holdline.selector.PollerChoice;
import dev.holdline.wait.InterruptPolicy;
import dev.holdline.wait.WaitSettings;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Holdline's own gate and selector over a simulated kernel with so many sockets. Used by one
 * thread; each method returns nanoseconds for one hold.
 */
final class World {
  private static final long SLICE_NANOS = TimeUnit.HOURS.toNanos(1); // ends only when told to
  private static final Duration BOUND = Duration.ofMinutes(2);

  private final SkippingClock clock = new SkippingClock();
  private final SimulatedKernel kernel;
  private final Gate gate;
  private final Thread[] receivers; // kept, or the JDK may forget them
  private final Targets targets;

  World(int count) {
    kernel = new SimulatedKernel(count);
    gate =
        new Gate(
            new Descriptors(kernel, clock),
            new BackgroundSelector(kernel, PollerChoice.EPOLL, SLICE_NANOS, clock),
            new WaitSettings(SLICE_NANOS, InterruptPolicy.SIGNAL, true, 0),
            clock);
    receivers = new Thread[count];
    targets = new Targets(count);
  }

  /** Holds all sockets. */
  double hold() {
    long begin = System.nanoTime();
    for (int fd = 0; fd < receivers.length; fd++) {
      gate.hold(fd);
    }
    return (double) (System.nanoTime() - begin) / receivers.length;
  }

  /** Starts a virtual thread for each socket, which waits to receive. */
  double park() {
    ThreadFactory virtual = Threads.VIRTUAL.factory();
    kernel.armed().expect(receivers.length);
    long begin = System.nanoTime();
    for (int i = 0; i < receivers.length; i++) {
      int fd = i;
      receivers[i] = virtual.newThread(() -> receive(fd));
      receivers[i].start();
    }
    kernel.armed().await(BOUND);
    return (double) (System.nanoTime() - begin) / receivers.length;
  }

  private void receive(int fd) {
    SimulatedRecv recv = new SimulatedRecv(kernel, fd);
    long got;
    do {
      got = recv.receive(gate);
    } while (got == 1);
  }

  /** Ends the selector. Not while there are receivers: without it they look for themselves. */
  void end() {
    gate.close();
  }

  /** Lets some receivers, any of them, have a byte, until all of them wait again. */
  double wake(int count) {
    int[] woken = targets.draw(count);
    kernel.armed().expect(count);
    long begin = System.nanoTime();
    kernel.deliver(woken);
    kernel.armed().await(BOUND);
    return (double) (System.nanoTime() - begin) / count;
  }

  /** Lets a slice end: all are audited and armed again. */
  double slice() {
    clock.skip(SLICE_NANOS);
    kernel.nudge();
    return (double) kernel.awaitBusyNanos(BOUND.toNanos()) / receivers.length;
  }
}
