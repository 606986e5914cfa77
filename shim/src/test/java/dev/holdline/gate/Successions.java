package dev.holdline.gate;

import dev.holdline.fixture.FaultySyscalls;
import dev.holdline.fixture.FaultySyscalls.Name;
import dev.holdline.fixture.Pair;
import dev.holdline.fixture.Plain;
import dev.holdline.fixture.Registry;
import dev.holdline.fixture.Waiting;
import dev.holdline.fixture.Way;
import dev.holdline.held.Incarnation;
import dev.holdline.held.Succession;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AutoClose;

/** A socket whose place another one is to take, for tests of just that. */
abstract class Successions {
  final FaultySyscalls syscalls = new FaultySyscalls();
  @AutoClose final Registry registry = new Registry(syscalls, System::nanoTime);
  @AutoClose final Gate gate = Gates.of(registry);
  @AutoClose final Pair pair = new Pair();
  @AutoClose final Pair next = new Pair();

  final Incarnation old = registry.acquire(pair.ours());

  final Succession begin() {
    return Objects.requireNonNull(registry.descriptors().beginSuccession(old, registry.selector()));
  }

  /** Makes those leave who wait or call; fails nothing when they do not. */
  static void evict(Succession succession) {
    succession.evict(TimeUnit.SECONDS.toNanos(10), System::nanoTime);
  }

  final void succeed(LongSupplier call) {
    Succession succession = begin();
    evict(succession);
    succession.complete(call);
  }

  /** Puts the next socket under the number. */
  final long dup() {
    return Plain.LIBC.dup2(next.ours(), pair.ours());
  }

  final Waiting read(Way way) {
    return Waiting.start(way, () -> new PlainRecv(pair.ours()).read(gate));
  }

  /** Returns whether a thread waits for itself, in the kernel or on its way there. */
  final boolean hasPolled() {
    return syscalls.count(Name.POLL) > 0;
  }

  /** Runs something once, at a system call of a kind. */
  final void once(Name name, IntPredicate descriptor, Runnable action) {
    AtomicBoolean ran = new AtomicBoolean();
    syscalls.fail(
        name,
        fd -> {
          if (descriptor.test(fd) && ran.compareAndSet(false, true)) {
            action.run();
          }
          return false;
        },
        0,
        1);
  }
}
