package dev.holdline.examples.benchmarks.micro;

import dev.holdline.examples.benchmarks.socket.PlainSockets;
import dev.holdline.posix.LibC;
import java.time.Duration;
import jnr.ffi.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * A platform thread that waits in plain {@code recv} until it is asked, and then fills a scene on
 * which the asking thread waits. Used by one other thread.
 */
final class Peer implements AutoCloseable {
  private static final Duration END = Duration.ofSeconds(10);

  private final LibC plain = Binding.PLAIN.libc();
  private final Scene scene;
  private final @Nullable Sleep sleep;
  private final int[] pair = new int[2];
  private final Pointer request = Buffers.zeroed(1);
  private final Thread thread = new Thread(this::run, "peer");

  private Peer(Scene scene, @Nullable Sleep sleep) {
    this.scene = scene;
    this.sleep = sleep;
    PlainSockets.socketpair(plain, pair);
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns one that answers as soon as it can, as the peer of a connection does. */
  static Peer prompt(Scene scene) {
    return new Peer(scene, null);
  }

  /**
   * Returns one that answers when the calling thread sleeps in the kernel, so that each call is
   * certain to wait.
   */
  static Peer patient(Scene scene) {
    return new Peer(scene, Sleep.ofCurrentThread());
  }

  /** Asks for the answer to the next call. */
  void ask() {
    PlainSockets.check("send", plain.send(pair[0], request, 1, 0));
  }

  private void run() {
    Pointer received = Buffers.zeroed(1);
    while (plain.recv(pair[1], received, 1, 0) == 1) {
      while (sleep != null && !sleep.isAsleep()) {
        letOthersRun();
      }
      scene.fill(1);
    }
  }

  /**
   * Who is to fall asleep may need this very processor; a pause would be longer than that takes.
   */
  @SuppressWarnings("ThreadPriorityCheck")
  private static void letOthersRun() {
    Thread.yield();
  }

  /** Ends the thread. */
  @Override
  public void close() {
    plain.close(pair[0]); // the end of the stream
    try {
      thread.join(END.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    plain.close(pair[1]);
    if (sleep != null) {
      sleep.close();
    }
  }
}
