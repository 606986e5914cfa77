package dev.holdline.contract;

import static dev.holdline.contract.WireKind.TCP;
import static dev.holdline.contract.WireKind.UDP;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.posix.LibC;
import dev.holdline.posix.NativeMemory;
import dev.holdline.posix.Sockaddr;
import dev.holdline.posix.Sockets;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import jnr.ffi.Pointer;

/** Addresses that a call takes beside its buffer, and those that it writes after it waited. */
class AddressTest {
  private static final int ROOM = 16;

  /** The types in which a datagram is received and sent, each with an address. */
  private enum Buffer {
    ARRAY,
    HEAP_BUFFER,
    DIRECT_BUFFER,
    POINTER;

    Result receive(LibC libc, int fd, Pointer from, Pointer length) {
      byte[] array = new byte[ROOM];
      ByteBuffer heap = ByteBuffer.wrap(array);
      ByteBuffer direct = ByteBuffer.allocateDirect(ROOM);
      Pointer memory = Native.memory(ROOM);
      Result result =
          switch (this) {
            case ARRAY -> Result.of(() -> libc.recvfrom(fd, array, ROOM, 0, from, length));
            case HEAP_BUFFER -> Result.of(() -> libc.recvfrom(fd, heap, ROOM, 0, from, length));
            case DIRECT_BUFFER -> Result.of(() -> libc.recvfrom(fd, direct, ROOM, 0, from, length));
            case POINTER -> Result.of(() -> libc.recvfrom(fd, memory, ROOM, 0, from, length));
          };
      if (this == DIRECT_BUFFER) {
        direct.get(0, array);
      } else if (this == POINTER) {
        memory.get(0, array, 0, ROOM);
      }
      return result.with(array);
    }

    Result send(LibC libc, int fd, String text, Pointer to, int length) {
      byte[] array = text.getBytes(ISO_8859_1);
      ByteBuffer heap = ByteBuffer.wrap(array);
      ByteBuffer direct = ByteBuffer.allocateDirect(array.length).put(0, array);
      Pointer memory = Native.memory(array);
      int size = array.length;
      return switch (this) {
        case ARRAY -> Result.of(() -> libc.sendto(fd, array, size, 0, to, length));
        case HEAP_BUFFER -> Result.of(() -> libc.sendto(fd, heap, size, 0, to, length));
        case DIRECT_BUFFER -> Result.of(() -> libc.sendto(fd, direct, size, 0, to, length));
        case POINTER -> Result.of(() -> libc.sendto(fd, memory, size, 0, to, length));
      };
    }
  }

  private static InetSocketAddress nameOf(LibC libc, int fd) {
    byte[] name = new byte[Sockaddr.STORAGE_SIZE];
    assertThat(libc.getsockname(fd, name, new int[] {name.length})).isZero();
    return Sockaddr.inet(name);
  }

  @Contract(UDP)
  void recvfrom_waitedForADatagram_saysWhoSentItAndIsAnswered(Case setting) {
    for (Buffer buffer : Buffer.values()) {
      Result answered =
          setting.sameAsPlain(
              side -> {
                int server = side.owned(Net.bound(side.libc(), Sockets.SOCK_DGRAM));
                int client = side.owned(Net.bound(side.libc(), Sockets.SOCK_DGRAM));
                byte[] to = Sockaddr.of(nameOf(side.libc(), server));
                Pointer from = NativeMemory.zeroed(Sockaddr.STORAGE_SIZE);
                Pointer length = NativeMemory.ofInts(Sockaddr.STORAGE_SIZE);
                Task<Result> receiver =
                    side.startBlocked(
                        server, () -> buffer.receive(side.libc(), server, from, length));

                Pointer copy = NativeMemory.of(to);
                Result sent =
                    side.run(() -> buffer.send(side.libc(), client, "data", copy, to.length));
                assertThat(sent).isEqualTo(Result.of(4));
                assertThat(receiver.result()).isEqualTo(Result.bytes("data"));
                assertThat(length.getInt(0)).isEqualTo(to.length);
                assertThat(Sockaddr.inet(from)).isEqualTo(nameOf(side.libc(), client));
                buffer.send(side.libc(), server, "answer", from, length.getInt(0));
                return side.read(client, ROOM);
              });
      assertThat(answered).as("%s", buffer).isEqualTo(Result.bytes("answer"));
    }
  }

  @Contract(TCP)
  void accept_waitedForAConnection_saysWhoConnected(Case setting) {
    setting.sameAsPlain(
        side -> {
          int listener = side.owned(Net.listener(side.libc(), 8));
          byte[] to = Sockaddr.of(nameOf(side.libc(), listener));
          int client = side.socket(TCP);
          Pointer from = NativeMemory.zeroed(Sockaddr.STORAGE_SIZE);
          Pointer length = NativeMemory.ofInts(Sockaddr.STORAGE_SIZE);
          Task<Result> acceptor =
              side.startBlocked(
                  listener, () -> Result.of(() -> side.libc().accept(listener, from, length)));

          assertThat(side.run(() -> Result.of(() -> side.libc().connect(client, to, to.length))))
              .isEqualTo(Result.of(0));
          int accepted = side.owned((int) acceptor.result().value());
          assertThat(Sockaddr.inet(from)).isEqualTo(nameOf(side.libc(), client));
          byte[] peer = new byte[Sockaddr.STORAGE_SIZE];
          int[] size = {peer.length};
          assertThat(side.libc().getpeername(accepted, peer, size)).isZero();
          assertThat(size).containsExactly(to.length);
          assertThat(Sockaddr.inet(peer)).isEqualTo(nameOf(side.libc(), client));
          return "";
        });
  }
}
