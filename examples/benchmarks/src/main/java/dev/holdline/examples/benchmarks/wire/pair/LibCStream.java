package dev.holdline.examples.benchmarks.wire.pair;

import dev.holdline.examples.benchmarks.Threads;
import dev.holdline.examples.benchmarks.socket.PlainSockets;
import dev.holdline.posix.LibC;
import dev.holdline.posix.Sockets;
import java.time.Duration;

/** Buffers one way through a libc interface over TCP, as fast as they go. */
record LibCStream(LibC libc, LibC plain, int size) implements Workload {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Override
  public Cost run(int operations) throws Exception {
    int[] pair = PlainSockets.pair(plain);
    try {
      Crew crew = new Crew(Threads.PLATFORM);
      crew.add(1, () -> send(pair[0], operations));
      crew.add(1, () -> receive(pair[1], operations));
      return crew.run(LIMIT).of(operations);
    } finally {
      libc.shutdown(pair[0], Sockets.SHUT_RDWR); // ends even a plain call that waits
      libc.close(pair[0]);
      libc.close(pair[1]);
    }
  }

  private void send(int fd, int buffers) {
    byte[] buffer = new byte[size];
    for (int i = 0; i < buffers; i++) {
      for (int sent = 0; sent < size; ) {
        long n = libc.send(fd, buffer, size - sent, 0);
        if (n < 0) {
          throw new IllegalStateException("send failed in buffer " + i);
        }
        sent += (int) n;
      }
    }
  }

  private void receive(int fd, int buffers) {
    byte[] buffer = new byte[size];
    long expected = (long) buffers * size;
    for (long got = 0; got < expected; ) {
      long n = libc.recv(fd, buffer, size, 0);
      if (n <= 0) {
        throw new IllegalStateException("recv returned " + n + " after " + got + " bytes");
      }
      got += n;
    }
  }
}
