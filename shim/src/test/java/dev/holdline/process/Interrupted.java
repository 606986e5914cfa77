package dev.holdline.process;

import dev.holdline.Hold;
import dev.holdline.Holdline;
import dev.holdline.fixture.Way;
import dev.holdline.posix.LibC;
import dev.holdline.torture.Torture;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.NullMarked;

/**
 * A porter's program that is configured by system properties alone: of two threads in {@code recv}
 * on one descriptor the first is interrupted, and then the peer sends. Prints what each of them got
 * and whether its flag was set, and what the first got the next time. Arguments: the ways to wait.
 */
@NullMarked
public final class Interrupted {
  private static final int F_DUPFD = 0; // <fcntl.h>
  private static final int HIGH = 1000; // a number nobody else gets

  private Interrupted() {}

  public static void main(String[] arguments) {
    for (String way : arguments) {
      run(Way.valueOf(way));
    }
    System.out.flush();
    Runtime.getRuntime().halt(0); // whatever still waits
  }

  private static void run(Way way) {
    LibC libc = Holdline.load(LibC.class, "c");
    int[] pair = Torture.pair();
    int fd = Torture.check("fcntl", Torture.PLAIN.fcntl(pair[0], F_DUPFD, HIGH));
    Torture.close(pair[0]);
    CompletableFuture<String> first = new CompletableFuture<>();
    CompletableFuture<String> next = new CompletableFuture<>();
    CompletableFuture<String> other = new CompletableFuture<>();
    try (Hold hold = Holdline.shared().hold(fd)) {
      Thread interrupted =
          way.start(
              () -> {
                first.complete(receive(libc, fd));
                next.complete(receive(libc, fd));
              });
      Torture.until("first wait", () -> hold.waits() >= 1);
      way.start(() -> other.complete(receive(libc, fd)));
      Torture.until("second wait", () -> hold.waits() >= 2);
      interrupted.interrupt();
      long slices = hold.slices();
      Torture.until("end of waits", () -> first.isDone() || hold.slices() > slices + 8);
    }
    for (int i = 0; i < 3; i++) { // one for each of the calls, if they still wait
      Torture.PLAIN.send(pair[1], new byte[] {'x'}, 1, 0);
    }
    print(way + " first ", first);
    print(way + " next ", next);
    print(way + " other ", other);
  }

  private static void print(String what, CompletableFuture<String> ending) {
    Torture.until(what, ending::isDone);
    System.out.println(what + ending.join());
  }

  private static String receive(LibC libc, int fd) {
    long received = libc.recv(fd, new byte[1], 1, 0);
    String result = received < 0 ? "errno " + Torture.errno() : "bytes " + received;
    return result + " flag " + Thread.currentThread().isInterrupted();
  }
}
