package dev.holdline.process;

import dev.holdline.Holdline;
import dev.holdline.fixture.Listener;
import dev.holdline.fixture.Way;
import dev.holdline.posix.Epoll;
import dev.holdline.posix.LibC;
import dev.holdline.torture.Torture;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import org.jspecify.annotations.NullMarked;

/**
 * A program that waits in each of the blocking functions for seconds, to be looked at from outside.
 * Arguments: the way to wait, the slice and the time to wait in milliseconds. Prints the names of
 * its threads, and the calls that returned before they were woken.
 */
@NullMarked
public final class KernelWaits {
  private static final Runtime RUNTIME = Runtime.getSystemRuntime();
  private static final int FOR_EVER = -1;
  private static final int IOVEC_AT = 64; // behind a struct mmsghdr

  private final LibC gated;
  private final Map<String, IntSupplier> calls = new LinkedHashMap<>();
  private final Map<String, Runnable> wakers = new LinkedHashMap<>();

  private KernelWaits(LibC gated) {
    this.gated = gated;
  }

  /** Runs it; exits with 1 when a call is not woken in the end. */
  public static void main(String[] arguments) throws IOException {
    Way way = Way.valueOf(arguments[0]);
    Duration slice = Duration.ofMillis(Long.parseLong(arguments[1]));
    Duration time = Duration.ofMillis(Long.parseLong(arguments[2]));
    try (Holdline holdline = way.holdline(slice)) {
      KernelWaits waits = new KernelWaits(holdline.wrap(LibC.class, Torture.PLAIN));
      waits.prepare();
      waits.run(way, time);
    }
    System.exit(0);
  }

  private void run(Way way, Duration time) throws IOException {
    Map<String, Integer> returned = new ConcurrentHashMap<>();
    calls.forEach(
        (name, call) ->
            way.start(
                () -> {
                  if (way != Way.VIRTUAL) {
                    Thread.currentThread().setName("wait-" + name);
                  }
                  returned.put(name, call.getAsInt());
                }));
    Torture.holdsWithin(time, () -> false);
    returned.forEach((name, result) -> System.out.println("early " + name + " " + result));
    printThreads();
    wakers.values().forEach(Runnable::run);
    Torture.until("all calls return", () -> returned.size() == calls.size());
    returned.forEach((name, result) -> System.out.println("result " + name + " " + result));
  }

  private static void printThreads() throws IOException {
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
      for (Path task : tasks) {
        String name = Files.readString(task.resolve("comm")).strip();
        System.out.println("thread " + task.getFileName() + " " + name);
      }
    }
  }

  private void prepare() {
    onPair("recv", fd -> (int) gated.recv(fd, new byte[1], 1, 0));
    onPair("recvfrom", fd -> (int) gated.recvfrom(fd, new byte[1], 1, 0, null, null));
    onPair("recvmsg", fd -> (int) gated.recvmsg(fd, message(), 0));
    onPair("recvmmsg", fd -> gated.recvmmsg(fd, message(), 1, 0, null));
    onPair("read", fd -> (int) gated.read(fd, new byte[1], 1));
    onPair("readv", fd -> (int) gated.readv(fd, message().slice(IOVEC_AT), 1));
    onPair("poll", fd -> gated.poll(pollfd(fd), 1, FOR_EVER));
    onPair("ppoll", fd -> gated.ppoll(pollfd(fd), 1, null, null));
    onPair("select", fd -> gated.select(fd + 1, set(fd), null, null, null));
    onPair("pselect", fd -> gated.pselect(fd + 1, set(fd), null, null, null, null));
    onPair("epoll", fd -> gated.epoll_wait(epoll(fd), zeroed(16), 1, FOR_EVER));
    onPair("epoll_pwait", fd -> gated.epoll_pwait(epoll(fd), zeroed(16), 1, FOR_EVER, null));
    onListener("accept", listener -> gated.accept(listener, null, null));
    onListener("accept4", listener -> gated.accept4(listener, null, null, 0));
    connect();
    connectTcp();
  }

  /** A call on a descriptor. */
  private interface OnDescriptor {
    int call(int fd);
  }

  private void onPair(String name, OnDescriptor call) {
    int[] pair = Torture.pair();
    calls.put(name, () -> call.call(pair[0]));
    wakers.put(name, () -> Torture.put(pair[1], 1));
  }

  private static Pointer zeroed(int size) {
    return Memory.allocateDirect(RUNTIME, size, true);
  }

  /** A struct mmsghdr with one struct iovec of one byte, see recvmmsg(2). */
  private static Pointer message() {
    Pointer memory = zeroed(IOVEC_AT + 16 + 8);
    memory.putAddress(16, memory.address() + IOVEC_AT);
    memory.putLong(24, 1);
    memory.putAddress(IOVEC_AT, memory.address() + IOVEC_AT + 16);
    memory.putLong(IOVEC_AT + 8, 1);
    return memory;
  }

  private static Pointer pollfd(int fd) {
    Pointer pollfd = zeroed(8);
    pollfd.putInt(0, fd);
    pollfd.putShort(4, (short) 1);
    return pollfd;
  }

  private static Pointer set(int fd) {
    Pointer set = zeroed(128);
    set.putLong(fd / 64 * 8L, 1L << (fd % 64));
    return set;
  }

  private static int epoll(int fd) {
    int epoll = Torture.check("epoll_create1", Torture.PLAIN.epoll_create1(0));
    Pointer event = zeroed(16);
    event.putInt(0, 1);
    Torture.check("epoll_ctl", Torture.PLAIN.epoll_ctl(epoll, Epoll.EPOLL_CTL_ADD, fd, event));
    return epoll;
  }

  private void onListener(String name, OnDescriptor call) {
    Listener listener = Listener.unix(); // to the end of the process
    calls.put(name, () -> call.call(listener.fd()));
    wakers.put(name, () -> connectPlain(listener));
  }

  /** A UNIX socket tries again by itself until there is room. */
  private void connect() {
    Listener listener = Listener.unix().fill(); // to the end of the process
    onFull("connect", listener, listener.socket());
    wakers.put("connect", listener::makeRoom);
  }

  /**
   * A TCP handshake that nobody answers: a listener without room drops what asks for a connection.
   * The kernel would ask again so late that a close ends it.
   */
  private void connectTcp() {
    Listener listener = Listener.tcp().fill();
    int client = listener.socket();
    onFull("connect_tcp", listener, client);
    wakers.put("connect_tcp", () -> Torture.check("close", gated.close(client)));
  }

  private void onFull(String name, Listener listener, int client) {
    byte[] address = listener.address();
    calls.put(name, () -> gated.connect(client, address, address.length));
  }

  private static void connectPlain(Listener listener) {
    byte[] address = listener.address();
    Torture.check("connect", Torture.PLAIN.connect(listener.socket(), address, address.length));
  }
}
