package dev.holdline.torture;

import static dev.holdline.torture.Torture.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.Way;
import dev.holdline.gate.Gate;
import dev.holdline.gate.Original;
import dev.holdline.gate.Reading;
import dev.holdline.held.Descriptors;
import dev.holdline.posix.Errno;
import dev.holdline.posix.kernel.JnrSyscalls;
import dev.holdline.posix.kernel.Syscalls;
import dev.holdline.selector.BackgroundSelector;
import dev.holdline.selector.PollerChoice;
import dev.holdline.wait.InterruptPolicy;
import dev.holdline.wait.WaitSettings;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Races of the torture tests, each forced once by holding a thread in a system call. */
@NullMarked
class InterleavingTest {
  private static final int MSG_DONTWAIT = 0x40;
  private static final long SLICE = TimeUnit.SECONDS.toNanos(60);

  /** The name of the threads that read here, by which they are found. */
  private static final String READER = "interleaving-reader";

  private final Map<String, Runnable> before = new ConcurrentHashMap<>();
  private final Map<String, Runnable> after = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
  private final Syscalls syscalls = intercepted();
  private volatile IntConsumer made = eventfd -> {};
  private @Nullable Gate gate;

  /** The real system calls, with a place to stop before and after each. */
  private Syscalls intercepted() {
    Syscalls real = JnrSyscalls.instance();
    return (Syscalls)
        Proxy.newProxyInstance(
            Syscalls.class.getClassLoader(),
            new Class<?>[] {Syscalls.class},
            (proxy, method, arguments) -> {
              String name = method.getName();
              calls.computeIfAbsent(name, key -> new AtomicInteger()).incrementAndGet();
              before.getOrDefault(name, () -> {}).run();
              try {
                Object result = method.invoke(real, arguments);
                if (name.equals("eventfd")) {
                  made.accept((int) result);
                }
                if (!(result instanceof Number number && number.longValue() == 0)) {
                  after.getOrDefault(name, () -> {}).run(); // not for a wait that found nothing
                }
                return result;
              } catch (InvocationTargetException failed) {
                throw Objects.requireNonNullElse(failed.getCause(), failed);
              }
            });
  }

  private Gate gate(PollerChoice poller, int directWaiters) {
    Gate made =
        new Gate(
            new Descriptors(syscalls, System::nanoTime),
            new BackgroundSelector(syscalls, poller, SLICE, System::nanoTime),
            new WaitSettings(SLICE, InterruptPolicy.SIGNAL, true, directWaiters),
            System::nanoTime);
    gate = made;
    return made;
  }

  @AfterEach
  void closeGate() {
    before.clear();
    after.clear();
    if (gate != null) {
      gate.close();
    }
  }

  /** One call of read(2), in a thread of its own. */
  private static final class Reader implements Original {
    private final int fd;
    private int error;
    private volatile boolean over;
    private long result;
    private int errno;

    Reader(int fd) {
      this.fd = fd;
    }

    @Override
    public long call(int extraFlags) {
      byte[] buffer = new byte[1];
      long read =
          extraFlags == 0
              ? Torture.PLAIN.read(fd, buffer, 1)
              : Torture.PLAIN.recv(fd, buffer, 1, extraFlags);
      error = read < 0 ? Torture.errno() : 0;
      return read;
    }

    @Override
    public int errno() {
      return error;
    }

    Reader start(Gate gate, Reading how) {
      Way.DIRECT.start(
          () -> {
            Thread.currentThread().setName(READER);
            result = gate.read(fd, how, 0, 1, this);
            errno = result < 0 ? Torture.errno() : 0;
            over = true;
          });
      return this;
    }

    void join(String what) {
      until(what, () -> over);
    }
  }

  private static long waits(Gate gate, int fd) {
    return Objects.requireNonNull(gate.file(fd)).held().counters().waits();
  }

  /** An eventfd that becomes readable only after its waiter has left must not keep others awake. */
  @Test
  void wakeup_lateForItsWaiter_doesNotSpinTheNext() {
    Gate gate = gate(PollerChoice.AUTO, 1);
    int[] pair = Torture.pair();
    CountDownLatch signalling = new CountDownLatch(1);
    CountDownLatch proceed = new CountDownLatch(1);
    before.put(
        "eventfdSignal",
        () -> {
          signalling.countDown();
          await(proceed);
        });
    Reader first = new Reader(pair[0]).start(gate, Reading.RECV);
    until("first wait", () -> longWaits() == 1 && areIn("DirectWaiter", 1));
    Way.DIRECT.start(() -> Objects.requireNonNull(gate.file(pair[0])).held().wake());
    await(signalling); // the signal is pending, and not yet written
    CountDownLatch ready = new CountDownLatch(1);
    after.put("poll", ready::countDown);
    Torture.put(pair[1], 1);
    Torture.put(pair[1], 2);
    await(ready); // and now the waiter drains, or waits for the signal to drain
    Torture.holdsWithin(Duration.ofMillis(50), () -> count("eventfdDrain") > 0);
    proceed.countDown();
    first.join("first read");
    assertThat(Torture.PLAIN.recv(pair[0], new byte[1], 1, 0)).isEqualTo(1);

    Reader second = new Reader(pair[0]).start(gate, Reading.RECV);
    until("second wait", () -> longWaits() == 2 && areIn("DirectWaiter", 1));
    int polls = count("poll");
    assertThat(Torture.holdsWithin(Duration.ofMillis(300), () -> count("poll") > polls + 10))
        .as("the waiter spins")
        .isFalse();
    Torture.put(pair[1], 3);
    second.join("second read");
    Torture.close(pair);
  }

  /** An event fetched before somebody else took the data says nothing about those who wait now. */
  @Test
  void read_reportedByAnEventOfBefore_isNotLeftInTheKernel() {
    Gate gate = gate(PollerChoice.EPOLL, 0);
    int[] pair = Torture.pair();
    Reader first = new Reader(pair[0]).start(gate, Reading.READ);
    until("first wait", () -> longWaits() == 1 && isParked(1));
    CountDownLatch fetched = new CountDownLatch(1);
    CountDownLatch proceed = new CountDownLatch(1);
    after.put(
        "epollWait",
        () -> {
          fetched.countDown();
          await(proceed);
        });
    Torture.put(pair[1], 1);
    await(fetched);
    Reader taker = new Reader(pair[0]).start(gate, Reading.READ);
    taker.join("read of what is there");
    Reader late = new Reader(pair[0]).start(gate, Reading.READ);
    until("late wait", () -> longWaits() == 2 && isParked(2));
    long waits = waits(gate, pair[0]);
    proceed.countDown();
    after.remove("epollWait");

    until("both wait again", () -> waits(gate, pair[0]) >= waits + 2);
    long begin = System.nanoTime();
    assertThat(gate.close(pair[0], closing(pair[0]))).isZero();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    first.join("first");
    late.join("late");
    assertThat(new int[] {first.errno, late.errno}).containsOnly(Errno.EBADF);
    Torture.close(pair[1]);
  }

  /** A program that closes all numbers it does not know closes the eventfds of Holdline, too. */
  @Test
  void eventfd_closedAndReused_isNeitherReadNorWrittenNorSpunOn() {
    Gate gate = gate(PollerChoice.AUTO, 1);
    int[] pair = Torture.pair();
    AtomicInteger eventfd = new AtomicInteger(-1);
    made = eventfd::set;
    Reader first = new Reader(pair[0]).start(gate, Reading.RECV);
    until("first wait", () -> longWaits() == 1 && areIn("DirectWaiter", 1));
    Torture.put(pair[1], 1);
    first.join("first read");

    int[] stranger = Torture.pair();
    Torture.check("dup2", Torture.PLAIN.dup2(stranger[0], eventfd.get()));
    Torture.put(stranger[1], 's');
    Reader second = new Reader(pair[0]).start(gate, Reading.RECV);
    until("second wait", () -> longWaits() == 2 && areIn("DirectWaiter", 1));
    int polls = count("poll");
    Torture.holdsWithin(Duration.ofMillis(200), () -> false);
    assertThat(count("poll") - polls).as("polls of a waiter nobody can wake").isLessThan(50);
    Objects.requireNonNull(gate.file(pair[0])).held().wake();
    second.join("EINTR");
    assertThat(second.errno).isEqualTo(Errno.EINTR);
    assertThat(Torture.PLAIN.recv(stranger[0], new byte[9], 9, 0)).isEqualTo(1);
    assertThat(Torture.PLAIN.recv(stranger[1], new byte[9], 9, MSG_DONTWAIT)).isEqualTo(-1);
    Torture.close(pair[0], pair[1], stranger[0], stranger[1], eventfd.get());
  }

  /** poll(2) reports a closed number again and again. */
  @Test
  void pollPoller_numberClosedBehindItsBack_returnsAtOnceAndDoesNotSpin() {
    Gate gate = gate(PollerChoice.POLL, 0);
    int[] pair = Torture.pair();
    int[] other = Torture.pipe();
    Reader reader = new Reader(pair[0]).start(gate, Reading.RECV);
    until("wait", () -> longWaits() == 1 && isParked(1));
    int polls = count("poll");
    Torture.close(pair[0]);
    Objects.requireNonNull(gate.file(other[0])); // which starts a new round of the poller
    reader.join("EBADF");
    assertThat(reader.errno).isEqualTo(Errno.EBADF);
    assertThat(count("poll") - polls).as("rounds of the poller").isLessThan(20);
    Torture.close(pair[1], other[0], other[1]);
  }

  /** Waits that went on after the first short one: only then is the timeout asked for. */
  private int longWaits() {
    return count("socketTimeoutNanos");
  }

  private static boolean isParked(int readers) {
    return areIn("ParkedWaiter", readers);
  }

  private static boolean areIn(String waiter, int readers) {
    return Thread.getAllStackTraces().entrySet().stream()
            .filter(thread -> thread.getKey().getName().equals(READER))
            .filter(
                thread ->
                    Arrays.stream(thread.getValue())
                        .anyMatch(frame -> frame.getClassName().endsWith(waiter)))
            .count()
        == readers;
  }

  private static Original closing(int fd) {
    return new Original() {
      @Override
      public long call(int extraFlags) {
        return Torture.PLAIN.close(fd);
      }

      @Override
      public int errno() {
        return Torture.errno();
      }
    };
  }

  private int count(String name) {
    return calls.computeIfAbsent(name, key -> new AtomicInteger()).get();
  }

  private static void await(CountDownLatch latch) {
    until("the other thread", () -> latch.getCount() == 0);
  }
}
