package dev.holdline.examples.benchmarks.scale;

import dev.holdline.examples.benchmarks.Arrivals;
import dev.holdline.examples.benchmarks.child.Child;
import dev.holdline.examples.benchmarks.socket.Endpoint;
import dev.holdline.posix.LibC;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Receivers with the far ends of their connections, as many in this process as descriptors allow,
 * the others in another one. Those that are woken one by one have theirs here, so that no other
 * process stands between the write and the byte.
 */
final class Crowd implements AutoCloseable {
  /** Descriptors for anything else: JVM, libraries, one for each thread that waits by itself. */
  private static final int RESERVED = 600;

  /** Thousands of platform threads take a minute to start: the kernel walks long lists of them. */
  private static final Duration BOUND = Duration.ofMinutes(3);

  private final Way way;
  private final Receivers receivers;
  private final int count;
  private final FarEnds here;
  private final int hereCount;
  private final @Nullable Child peer;
  private final Arrivals waiting = new Arrivals();
  private final Arrivals received = new Arrivals();
  private int last; // of those that were woken alone

  private Crowd(
      Way way, Receivers receivers, int count, FarEnds here, int hereCount, @Nullable Child peer) {
    this.way = way;
    this.receivers = receivers;
    this.count = count;
    this.here = here;
    this.hereCount = hereCount;
    this.peer = peer;
  }

  /** Opens the connections of a crowd; nobody waits yet. */
  static Crowd open(Way way, LibC plain, int count) throws IOException, InterruptedException {
    int limit = ProcFiles.openFiles(Files.readAllLines(Path.of("/proc/self/limits")));
    int hereCount = way.connects() ? hereCount(count, limit) : count;
    Child peer = null;
    if (hereCount < count) {
      peer =
          Child.start(
              PeerProcess.class, List.of("-Xmx64m", "-XX:+UseSerialGC"), List.of("" + count));
    }
    FarEnds here = new FarEnds(plain, hereCount);
    Crowd crowd = new Crowd(way, way.open(plain, count), count, here, hereCount, peer);
    if (way.connects()) {
      crowd.connect();
    }
    return crowd;
  }

  /** Returns how many connections can have both ends here, of so many under so high a limit. */
  static int hereCount(int count, int limit) {
    int spare = limit - RESERVED - count;
    if (spare <= 0) {
      throw new IllegalArgumentException(
          count
              + " receivers and "
              + RESERVED
              + " descriptors more must be fewer than "
              + limit
              + ": raise the limit on open files (ulimit -n), or lower the number");
    }
    return Math.min(count, spare);
  }

  /** In the order in which they are accepted, and never more than wait to be accepted. */
  private void connect() throws IOException, InterruptedException {
    for (int i = 0; i < hereCount; i++) {
      receivers.connect(i, here.endpoint());
      here.accept(1);
    }
    if (peer == null) {
      return;
    }
    Endpoint endpoint = Endpoint.parse(peer.ask(BOUND, "endpoint").asText());
    for (int i = hereCount; i < count; ) {
      int batch = Math.min(FarEnds.BACKLOG, count - i);
      for (int end = i + batch; i < end; i++) {
        receivers.connect(i, endpoint);
      }
      peer.ask(BOUND, "accept", "" + batch);
    }
  }

  /** Lets all wait; returns the nanoseconds until the last one began to. */
  long park() {
    waiting.expect(count);
    long begin = System.nanoTime();
    receivers.start(waiting, received);
    return waiting.await(BOUND) - begin;
  }

  /** Wakes the one after the last that was woken; returns the nanoseconds until it had its byte. */
  long wakeNext() {
    last = (last + 1) % hereCount;
    return wakeSame();
  }

  /** Wakes the one that was woken last; returns the nanoseconds until it had its byte. */
  long wakeSame() {
    received.expect(1);
    long begin = System.nanoTime();
    wake(last);
    return received.await(BOUND) - begin;
  }

  /** Wakes all; returns the nanoseconds until the last one had its byte. */
  long wakeAll() throws InterruptedException {
    received.expect(count);
    long begin = System.nanoTime();
    for (int i = 0; i < hereCount; i++) {
      wake(i);
    }
    if (peer != null) {
      peer.ask(BOUND, "wakeAll");
    }
    return received.await(BOUND) - begin;
  }

  private void wake(int index) {
    if (way.connects()) {
      here.wake(index);
    } else {
      receivers.wake(index);
    }
  }

  @Override
  public void close() throws IOException {
    here.close();
    if (peer != null) {
      peer.close();
    }
    receivers.close();
  }
}
