package dev.holdline.examples.benchmarks.micro;

import dev.holdline.examples.benchmarks.micro.StreamScene.Direction;
import dev.holdline.posix.LibC;
import java.util.function.Function;

/** Each gated function with each type of buffer that {@link LibC} declares for it. */
public enum GatedCall {
  RECV_ARRAY("recv byte[]", reads((c, fd, b) -> c.recv(fd, b.array, 1, 0))),
  RECV_BUFFER("recv ByteBuffer", reads((c, fd, b) -> c.recv(fd, b.direct, 1, 0))),
  RECV_POINTER("recv Pointer", reads((c, fd, b) -> c.recv(fd, b.memory, 1, 0))),
  RECVFROM_ARRAY("recvfrom byte[]", reads((c, fd, b) -> c.recvfrom(fd, b.array, 1, 0, null, null))),
  RECVFROM_POINTER(
      "recvfrom Pointer", reads((c, fd, b) -> c.recvfrom(fd, b.memory, 1, 0, null, null))),
  RECVMSG("recvmsg", reads((c, fd, b) -> c.recvmsg(fd, b.message, 0))),
  RECVMMSG("recvmmsg", reads((c, fd, b) -> c.recvmmsg(fd, b.message, 1, 0, null))),
  READ_ARRAY("read byte[]", reads((c, fd, b) -> c.read(fd, b.array, 1))),
  READ_POINTER("read Pointer", reads((c, fd, b) -> c.read(fd, b.memory, 1))),
  READV("readv", reads((c, fd, b) -> c.readv(fd, b.iovec, 1))),
  ACCEPT("accept", accepts((c, listener) -> c.accept(listener, null, null))),
  ACCEPT4("accept4", accepts((c, listener) -> c.accept4(listener, null, null, 0))),
  CONNECT_ARRAY(
      "connect byte[]", connects((c, fd, address, bytes) -> c.connect(fd, bytes, address.size()))),
  CONNECT_POINTER(
      "connect Pointer",
      connects((c, fd, address, bytes) -> c.connect(fd, address.memory(), address.size()))),
  POLL("poll", reads((c, fd, b) -> c.poll(b.pollfd, 1, -1))),
  PPOLL("ppoll", reads((c, fd, b) -> c.ppoll(b.pollfd, 1, null, null))),
  SELECT("select", reads((c, fd, b) -> c.select(b.nfds, b.set(), null, null, null))),
  PSELECT("pselect", reads((c, fd, b) -> c.pselect(b.nfds, b.set(), null, null, null, null))),
  EPOLL_WAIT("epoll_wait", reads((c, fd, b) -> c.epoll_wait(b.epoll, b.events, 1, -1))),
  SEND_ARRAY("send byte[]", writes((c, fd, b) -> c.send(fd, b.array, 1, 0))),
  SEND_BUFFER("send ByteBuffer", writes((c, fd, b) -> c.send(fd, b.direct, 1, 0))),
  SEND_POINTER("send Pointer", writes((c, fd, b) -> c.send(fd, b.memory, 1, 0))),
  WRITE_ARRAY("write byte[]", writes((c, fd, b) -> c.write(fd, b.array, 1))),
  WRITE_POINTER("write Pointer", writes((c, fd, b) -> c.write(fd, b.memory, 1)));

  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // a function without state
  private final Function<LibC, Scene> opener;

  GatedCall(String label, Function<LibC, Scene> opener) {
    this.label = label;
    this.opener = opener;
  }

  private static Function<LibC, Scene> reads(StreamScene.Function function) {
    return libc -> new StreamScene(libc, Direction.READS, function);
  }

  private static Function<LibC, Scene> writes(StreamScene.Function function) {
    return libc -> new StreamScene(libc, Direction.WRITES, function);
  }

  private static Function<LibC, Scene> accepts(AcceptScene.Function function) {
    return libc -> new AcceptScene(libc, function);
  }

  private static Function<LibC, Scene> connects(ConnectScene.Function function) {
    return libc -> new ConnectScene(libc, function);
  }

  /** Returns the function and its type of buffer, for the table. */
  public String label() {
    return label;
  }

  /**
   * Returns whether a peer can end a wait of this call. A connect of a datagram socket does not
   * wait, one of a UNIX stream socket pauses and tries again; a write waits in the kernel only.
   */
  public boolean waits() {
    return switch (this) {
      case CONNECT_ARRAY,
          CONNECT_POINTER,
          SEND_ARRAY,
          SEND_BUFFER,
          SEND_POINTER,
          WRITE_ARRAY,
          WRITE_POINTER ->
          false;
      default -> true;
    };
  }

  /** Opens the descriptors it is called on. */
  Scene open(Binding binding) {
    return opener.apply(binding.libc());
  }
}
