package dev.holdline.process;

import dev.holdline.Holdline;
import dev.holdline.posix.LibC;
import dev.holdline.posix.Sockets;
import dev.holdline.torture.Torture;
import dev.holdline.torture.Torture.Way;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
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
  private static final int EPOLL_CTL_ADD = 1;
  private static final int FOR_EVER = -1;

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
    onPair("read", fd -> (int) gated.read(fd, new byte[1], 1));
    onPair("poll", this::poll);
    onPair("select", this::select);
    onPair("epoll", this::epoll);
    accept();
    connect();
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

  /** A struct msghdr with one struct iovec of one byte, see recvmsg(2). */
  private static Pointer message() {
    Pointer memory = zeroed(56 + 16 + 8);
    memory.putAddress(16, memory.address() + 56);
    memory.putLong(24, 1);
    memory.putAddress(56, memory.address() + 72);
    memory.putLong(64, 1);
    return memory;
  }

  private int poll(int fd) {
    Pointer pollfd = zeroed(8);
    pollfd.putInt(0, fd);
    pollfd.putShort(4, (short) 1);
    return gated.poll(pollfd, 1, FOR_EVER);
  }

  private int select(int fd) {
    Pointer set = zeroed(128);
    set.putLong(fd / 64 * 8L, 1L << (fd % 64));
    return gated.select(fd + 1, set, null, null, null);
  }

  private int epoll(int fd) {
    int epoll = Torture.check("epoll_create1", Torture.PLAIN.epoll_create1(0));
    Pointer event = zeroed(16);
    event.putInt(0, 1);
    Torture.check("epoll_ctl", Torture.PLAIN.epoll_ctl(epoll, EPOLL_CTL_ADD, fd, event));
    return gated.epoll_wait(epoll, event, 1, FOR_EVER);
  }

  private void accept() {
    byte[] address = address("accept");
    int listener = listener(address, 1);
    calls.put("accept", () -> gated.accept(listener, null, null));
    wakers.put("accept", () -> connectPlain(address));
  }

  /** A listener without room: the first connection fills it. */
  private void connect() {
    byte[] address = address("connect");
    int listener = listener(address, 0);
    connectPlain(address);
    int client = stream();
    calls.put("connect", () -> gated.connect(client, address, address.length));
    wakers.put(
        "connect", () -> Torture.check("accept", Torture.PLAIN.accept(listener, null, null)));
  }

  private static void connectPlain(byte[] address) {
    Torture.check("connect", Torture.PLAIN.connect(stream(), address, address.length));
  }

  private static int listener(byte[] address, int backlog) {
    int listener = stream();
    Torture.check("bind", Torture.PLAIN.bind(listener, address, address.length));
    Torture.check("listen", Torture.PLAIN.listen(listener, backlog));
    return listener;
  }

  private static int stream() {
    return Torture.check("socket", Torture.PLAIN.socket(Sockets.AF_UNIX, Sockets.SOCK_STREAM, 0));
  }

  /** A name in the abstract namespace, see unix(7). */
  private static byte[] address(String name) {
    byte[] path =
        ("holdline-" + ProcessHandle.current().pid() + name).getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(3 + path.length)
        .order(ByteOrder.nativeOrder())
        .putShort((short) Sockets.AF_UNIX)
        .put((byte) 0)
        .put(path)
        .array();
  }
}
