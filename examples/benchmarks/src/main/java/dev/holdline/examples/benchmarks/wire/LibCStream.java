package dev.holdline.examples.benchmarks.wire;

import dev.holdline.posix.LibC;

/** Buffers one way through a libc interface, as fast as they go. */
record LibCStream(String name, LibC libc, LibC plain, int size) implements Contender {
  @Override
  public double run(int operations) throws Exception {
    int[] pair = Tcp.pair(plain);
    Thread sender =
        new Thread(
            () -> {
              byte[] buffer = new byte[size];
              for (int i = 0; i < operations; i++) {
                for (int sent = 0; sent < size; ) {
                  sent += (int) libc.send(pair[0], buffer, size - sent, 0);
                }
              }
              libc.close(pair[0]);
            });
    byte[] buffer = new byte[size];
    long expected = (long) operations * size;
    long start = System.nanoTime();
    sender.start();
    for (long got = 0; got < expected; ) {
      long n = libc.recv(pair[1], buffer, size, 0);
      if (n <= 0) {
        throw new IllegalStateException("recv returned " + n + " after " + got + " bytes");
      }
      got += n;
    }
    double nanos = (double) (System.nanoTime() - start) / operations;
    sender.join();
    libc.close(pair[1]);
    return nanos;
  }
}
