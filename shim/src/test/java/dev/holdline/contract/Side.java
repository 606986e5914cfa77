package dev.holdline.contract;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import dev.holdline.Hold;
import dev.holdline.Holdline;
import dev.holdline.fixture.Listener;
import dev.holdline.posix.Sockets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Where a scenario runs: on the plain library, or on the held one in one of its ways. Opens what
 * the scenario needs and closes it afterwards. Used by the test's thread.
 */
final class Side implements AutoCloseable {
  private static final int SLICES = 2;

  private static final long TICK_MILLIS = 10;

  private final Native.Plain libc;
  private final @Nullable Holdline holdline;
  private final boolean virtual;
  private final List<Owned> owned = new ArrayList<>();
  private final List<Listener> listeners = new ArrayList<>();

  private Side(Native.Plain libc, @Nullable Holdline holdline, boolean virtual) {
    this.libc = libc;
    this.holdline = holdline;
    this.virtual = virtual;
  }

  static Side plain() {
    return new Side(Native.LIBC, null, false);
  }

  static Side held(Holdline holdline, boolean virtual) {
    return new Side(holdline.wrap(Native.Plain.class, Native.LIBC), holdline, virtual);
  }

  /**
   * Returns the earliest end of a socket timeout on this side. The kernel counts it in ticks of up
   * to 10 ms, of which the first may be almost over; a held one is never early.
   */
  Duration earliest(Duration timeout) {
    return holdline == null ? timeout.minusMillis(TICK_MILLIS) : timeout;
  }

  Native.Plain libc() {
    return libc;
  }

  /** Returns a library as this side has it: of the scenario's own interface, held or plain. */
  <T> T library(Class<T> type, T plain) {
    return holdline == null ? plain : holdline.wrap(type, plain);
  }

  Wire open(WireKind kind) {
    Wire wire = Wire.open(kind, libc);
    owned(wire.near());
    owned(wire.far());
    return wire;
  }

  /** Opens a stream socket that is not connected. */
  int socket(WireKind kind) {
    int domain = kind.isUnix() ? Sockets.AF_UNIX : Sockets.AF_INET;
    return owned(libc.socket(domain, Sockets.SOCK_STREAM, 0));
  }

  /** Opens a listener for {@link #socket} of the same kind, with room for one connection. */
  Listener listener(WireKind kind) {
    Listener listener = kind.isUnix() ? Listener.unix() : Listener.tcp();
    listeners.add(listener);
    return listener;
  }

  /** Has a descriptor closed after the scenario. */
  int owned(int fd) {
    owned.add(Owned.of(fd));
    return fd;
  }

  /** Runs something in a thread of this side's kind. */
  <T> Task<T> start(Callable<T> body) {
    return Task.start(body, virtual);
  }

  /** Reads in a thread of its own, with the call a kind of wire is usually read with. */
  Task<Result> startRead(int fd, int length) {
    return start(() -> ReadShape.READ_ARRAY.read(libc, fd, length, 0));
  }

  /** Starts something, and returns when it waits for a descriptor. */
  <T> Task<T> startBlocked(int fd, Callable<T> body) {
    Task<T> task = start(body);
    awaitBlocked(task, fd);
    return task;
  }

  Task<Result> startBlockedRead(int fd, int length) {
    return startBlocked(fd, () -> ReadShape.READ_ARRAY.read(libc, fd, length, 0));
  }

  /** Runs something in a thread of this side's kind, and to its end. */
  <T> T run(Callable<T> body) {
    return start(body).result();
  }

  Result read(int fd, int length) {
    return run(() -> ReadShape.READ_ARRAY.read(libc, fd, length, 0));
  }

  Result write(int fd, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return run(() -> Result.of(() -> libc.write(fd, bytes, bytes.length)));
  }

  Hold hold(int fd) {
    if (holdline == null) {
      throw new IllegalStateException("the plain library holds nothing");
    }
    return holdline.hold(fd);
  }

  /**
   * Returns when a task waits for a descriptor: for the held side, since several slices, or since
   * several short waits where readiness says nothing.
   */
  void awaitBlocked(Task<?> task, int fd) {
    if (holdline == null) {
      until(() -> !task.blockedIn().isEmpty());
      return;
    }
    try (Hold hold = hold(fd)) {
      long before = hold.slices() + hold.waits();
      until(() -> hold.slices() + hold.waits() > before + SLICES);
    } catch (ConditionTimeoutException notWaiting) {
      throw new AssertionError("does not wait for descriptor " + fd + ": " + task, notWaiting);
    }
  }

  /** Returns when a task waits to write; a platform thread does that in the kernel. */
  void awaitBlockedWriting(Task<?> task, int fd) {
    if (virtual) {
      awaitBlocked(task, fd);
    } else {
      until(() -> !task.blockedIn().isEmpty());
    }
  }

  /** Sends a reader its messages or parts, each when it waits for the next. */
  void sendOneByOne(Wire wire, Task<?> reader, String... parts) {
    for (String part : parts) {
      until(() -> wire.available() == 0);
      awaitBlocked(reader, wire.near());
      wire.send(part);
    }
  }

  /** As {@link #sendOneByOne}, and returns when the reader has the last one and waits for more. */
  void sendOneByOneAndAwait(Wire wire, Task<?> reader, String... parts) {
    sendOneByOne(wire, reader, parts);
    until(() -> wire.available() == 0);
    awaitBlocked(reader, wire.near());
  }

  /** Returns after so many more slices of waits on a held descriptor, whichever file it is. */
  void awaitSlices(int fd, int slices) {
    AtomicLong seen = new AtomicLong(Long.MAX_VALUE);
    AtomicInteger ended = new AtomicInteger();
    until(
        () -> {
          try (Hold hold = hold(fd)) { // asked anew: a recycled number gets a new hold
            long now = hold.slices();
            return now > seen.getAndSet(now) && ended.incrementAndGet() >= slices;
          }
        });
  }

  /** Returns when so many waits on a held descriptor have begun since it was opened. */
  void awaitWaits(int fd, int waits) {
    try (Hold hold = hold(fd)) {
      until(() -> hold.waits() >= waits);
    }
  }

  /** Returns when a condition holds; looks every millisecond. */
  static void until(BooleanSupplier condition) {
    await()
        .atMost(10, SECONDS)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(condition::getAsBoolean);
  }

  @Override
  public void close() {
    owned.forEach(Owned::close);
    listeners.forEach(Listener::close);
  }
}
