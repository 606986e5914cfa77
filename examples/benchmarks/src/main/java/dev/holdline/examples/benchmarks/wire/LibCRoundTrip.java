package dev.holdline.examples.benchmarks.wire;

import dev.holdline.posix.LibC;

/**
 * Messages back and forth through libc interfaces.
 *
 * @param near the end that is measured
 * @param far the end that echoes
 * @param plain opens the connection
 */
record LibCRoundTrip(String name, LibC near, LibC far, LibC plain, Threads threads, int size)
    implements Contender {
  @Override
  public double run(int operations) throws Exception {
    int[] pair = Tcp.pair(plain);
    Thread echo = threads.factory().newThread(() -> echo(pair[1], operations));
    long[] nanos = new long[1];
    Thread client =
        threads
            .factory()
            .newThread(
                () -> {
                  byte[] message = new byte[size];
                  long start = System.nanoTime();
                  for (int i = 0; i < operations; i++) {
                    near.send(pair[0], message, size, 0);
                    receive(near, pair[0], message);
                  }
                  nanos[0] = System.nanoTime() - start;
                });
    echo.start();
    client.start();
    client.join();
    echo.join();
    near.close(pair[0]);
    far.close(pair[1]);
    return (double) nanos[0] / operations;
  }

  private void echo(int fd, int operations) {
    byte[] message = new byte[size];
    for (int i = 0; i < operations; i++) {
      receive(far, fd, message);
      far.send(fd, message, size, 0);
    }
  }

  private void receive(LibC libc, int fd, byte[] message) {
    for (int got = 0; got < size; ) {
      long n = libc.recv(fd, message, size - got, 0);
      if (n <= 0) {
        throw new IllegalStateException("recv returned " + n);
      }
      got += (int) n;
    }
  }
}
