package dev.holdline.examples.benchmarks.scale;

import dev.holdline.examples.benchmarks.Arrivals;
import dev.holdline.examples.benchmarks.socket.Endpoint;
import java.io.IOException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;

/** A thread for each connection. */
final class ThreadedReceivers implements Receivers {
  private final ThreadFactory factory;
  private final Inlet inlet;

  /** The JDK may forget a parked virtual thread that nobody else knows, and what it weighs. */
  private final Thread[] threads;

  ThreadedReceivers(ThreadFactory factory, Inlet inlet, int count) {
    this.factory = factory;
    this.inlet = inlet;
    this.threads = new Thread[count];
  }

  @Override
  public void connect(int index, Endpoint endpoint) throws IOException {
    inlet.connect(index, endpoint);
  }

  @Override
  public void start(Arrivals waiting, Arrivals received) {
    for (int i = 0; i < threads.length; i++) {
      int index = i;
      threads[i] = factory.newThread(() -> receive(index, waiting, received));
      threads[i].start();
    }
  }

  private void receive(int index, Arrivals waiting, Arrivals received) {
    byte[] buffer = new byte[1];
    waiting.arrive();
    while (inlet.receive(index, buffer)) {
      received.arrive();
    }
  }

  @Override
  public void wake(int index) {
    inlet.offer(index);
    LockSupport.unpark(threads[index]);
  }

  @Override
  public void close() throws IOException {
    for (Thread thread : threads) {
      thread.interrupt();
    }
    for (Thread thread : threads) {
      Receivers.awaitEnd(thread);
    }
    inlet.close();
  }
}
