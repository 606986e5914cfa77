package dev.holdline.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.posix.Errno;
import dev.holdline.posix.LibC;
import dev.holdline.posix.abi.Layout;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import jnr.ffi.Pointer;

/** The calls that read one descriptor, each in one of the types people declare buffers in. */
enum ReadShape {
  READ_ARRAY {
    @Override
    Result read(LibC libc, int fd, int length, int flags) {
      byte[] buffer = new byte[length];
      return result(libc.read(fd, buffer, length)).with(buffer);
    }
  },
  READ_HEAP_BUFFER {
    @Override
    Result read(LibC libc, int fd, int length, int flags) {
      byte[] buffer = new byte[length];
      return result(libc.read(fd, ByteBuffer.wrap(buffer), length)).with(buffer);
    }
  },
  READ_DIRECT_BUFFER {
    @Override
    Result read(LibC libc, int fd, int length, int flags) {
      ByteBuffer buffer = behind(length);
      return result(libc.read(fd, buffer, length)).with(bytes(buffer));
    }
  },
  READ_POINTER {
    @Override
    Result read(LibC libc, int fd, int length, int flags) {
      Pointer buffer = Native.memory(length);
      return result(libc.read(fd, buffer, length)).with(Native.bytes(buffer, length));
    }
  },
  READV {
    @Override
    Result read(LibC libc, int fd, int length, int flags) {
      Pointer buffer = Native.memory(length);
      Pointer vector = Native.iovec(buffer, length / 2, length - length / 2);
      return result(libc.readv(fd, vector, 2)).with(Native.bytes(buffer, length));
    }
  },
  RECV_ARRAY {
    @Override
    Result read(LibC libc, int fd, int length, int flags) {
      byte[] buffer = new byte[length];
      return result(libc.recv(fd, buffer, length, flags)).with(buffer);
    }
  },
  RECV_HEAP_BUFFER {
    @Override
    Result read(LibC libc, int fd, int length, int flags) {
      byte[] buffer = new byte[length];
      return result(libc.recv(fd, ByteBuffer.wrap(buffer), length, flags)).with(buffer);
    }
  },
  RECV_DIRECT_BUFFER {
    @Override
    Result read(LibC libc, int fd, int length, int flags) {
      ByteBuffer buffer = behind(length);
      return result(libc.recv(fd, buffer, length, flags)).with(bytes(buffer));
    }
  },
  RECV_POINTER {
    @Override
    Result read(LibC libc, int fd, int length, int flags) {
      Pointer buffer = Native.memory(length);
      return result(libc.recv(fd, buffer, length, flags)).with(Native.bytes(buffer, length));
    }
  },
  RECVFROM_ARRAY {
    @Override
    Result read(LibC libc, int fd, int length, int flags) {
      byte[] buffer = new byte[length];
      return result(libc.recvfrom(fd, buffer, length, flags, null, null)).with(buffer);
    }
  },
  RECVFROM_HEAP_BUFFER {
    @Override
    Result read(LibC libc, int fd, int length, int flags) {
      byte[] buffer = new byte[length];
      ByteBuffer wrapped = ByteBuffer.wrap(buffer);
      return result(libc.recvfrom(fd, wrapped, length, flags, null, null)).with(buffer);
    }
  },
  RECVFROM_DIRECT_BUFFER {
    @Override
    Result read(LibC libc, int fd, int length, int flags) {
      ByteBuffer buffer = behind(length);
      return result(libc.recvfrom(fd, buffer, length, flags, null, null)).with(bytes(buffer));
    }
  },
  RECVFROM_POINTER {
    @Override
    Result read(LibC libc, int fd, int length, int flags) {
      Pointer buffer = Native.memory(length);
      Result result = result(libc.recvfrom(fd, buffer, length, flags, null, null));
      return result.with(Native.bytes(buffer, length));
    }
  },
  RECVMSG {
    @Override
    Result read(LibC libc, int fd, int length, int flags) {
      Pointer buffer = Native.memory(length);
      Pointer vector = Native.iovec(buffer, length / 2, length - length / 2);
      Result result = result(libc.recvmsg(fd, Native.msghdr(vector, 2), flags));
      return result.with(Native.bytes(buffer, length));
    }
  },
  RECVMMSG {
    @Override
    Result read(LibC libc, int fd, int length, int flags) {
      Pointer buffer = Native.memory(length);
      Pointer vector = Native.mmsghdr(buffer, 1, length);
      Result result = result(libc.recvmmsg(fd, vector, 1, flags, null));
      return result.isFailure()
          ? result
          : Result.of(vector.getInt(Layout.MMSGHDR_LEN)).with(Native.bytes(buffer, length));
    }
  };

  private static final int POSITION = 3;

  /** A direct buffer that has room for so many bytes behind its position, which is not zero. */
  private static ByteBuffer behind(int length) {
    return ByteBuffer.allocateDirect(POSITION + length).position(POSITION);
  }

  /** What a buffer holds from its position, which a call leaves where it is. */
  private static byte[] bytes(ByteBuffer buffer) {
    assertThat(buffer.position()).isEqualTo(POSITION);
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(POSITION, bytes);
    return bytes;
  }

  /** The result of a call that has just returned; its arguments were evaluated before it. */
  private static Result result(long value) {
    int errno = Errno.last();
    return new Result(value, value < 0 ? Errno.name(errno) : "", "");
  }

  /** Reads up to {@code length} bytes; {@code flags} only where the function has them. */
  abstract Result read(LibC libc, int fd, int length, int flags);

  boolean hasFlags() {
    return !name().startsWith("READ");
  }

  /** Reads with each of them that reads such a wire, and takes flags if there are any. */
  static List<Result> all(Side side, WireKind kind, int fd, int length, int flags) {
    return Arrays.stream(values())
        .filter(call -> call.reads(kind) && (flags == 0 || call.hasFlags()))
        .map(call -> side.run(() -> call.read(side.libc(), fd, length, flags)))
        .toList();
  }

  boolean reads(WireKind kind) {
    return kind.isSocket() || !hasFlags();
  }
}
