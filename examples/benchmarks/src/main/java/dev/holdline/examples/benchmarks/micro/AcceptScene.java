package dev.holdline.examples.benchmarks.micro;

import dev.holdline.examples.benchmarks.socket.PlainSockets;
import dev.holdline.posix.LibC;
import dev.holdline.posix.Sockets;
import java.util.concurrent.atomic.AtomicInteger;

/** A listener on which connections wait. */
final class AcceptScene implements Scene {
  /** accept(2) or accept4(2). */
  interface Function {
    int call(LibC libc, int listener);
  }

  /** The most calls between two {@link #clear}; also the backlog. */
  private static final int CAPACITY = 64;

  private final LibC libc;
  private final LibC plain = Binding.PLAIN.libc();
  private final Function function;
  private final int listener;
  private final Address address;
  private final int[] connecting = new int[CAPACITY];
  private final int[] accepted = new int[CAPACITY];
  private final AtomicInteger connections = new AtomicInteger();
  private int calls;

  AcceptScene(LibC libc, Function function) {
    this.libc = libc;
    this.function = function;
    this.listener = socket();
    this.address = Address.bind(plain, listener);
    PlainSockets.check("listen", plain.listen(listener, CAPACITY));
  }

  private int socket() {
    return PlainSockets.check("socket", plain.socket(Sockets.AF_UNIX, Sockets.SOCK_STREAM, 0));
  }

  @Override
  public void fill(int calls) {
    for (int i = 0; i < calls; i++) {
      int client = socket();
      connecting[connections.getAndIncrement()] = client; // before a waiting accept returns
      PlainSockets.check("connect", plain.connect(client, address.memory(), address.size()));
    }
  }

  @Override
  public void call() {
    accepted[calls++] = PlainSockets.check("accept", function.call(libc, listener));
  }

  @Override
  public void clear() {
    while (connections.get() > 0) {
      plain.close(connecting[connections.decrementAndGet()]);
    }
    while (calls > 0) {
      plain.close(accepted[--calls]);
    }
  }

  @Override
  public void close() {
    clear();
    libc.close(listener);
  }
}
