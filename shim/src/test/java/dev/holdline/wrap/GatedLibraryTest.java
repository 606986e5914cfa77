package dev.holdline.wrap;

import static dev.holdline.fixture.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdline.Hold;
import dev.holdline.fixture.Plain;
import dev.holdline.fixture.Waiting;
import dev.holdline.posix.Errno;
import java.nio.ByteBuffer;
import java.util.Map;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;
import jnr.ffi.annotations.Out;
import jnr.ffi.provider.LoadedLibrary;
import jnr.ffi.types.size_t;
import jnr.ffi.types.ssize_t;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a gated library is besides its functions: an object, and a library of JNR-FFI. */
final class GatedLibraryTest {
  @AutoClose private final Gated gated = new Gated();

  public interface Base {
    @ssize_t
    long recv(int fd, @Out byte[] buf, @size_t long len, int flags);

    int getpid();
  }

  /** What is inherited is gated, as is what a default method calls. */
  public interface Derived extends Base {
    @Override
    @ssize_t
    long recv(int fd, @Out byte[] buf, @size_t long len, int flags);

    int close(int fd);

    default int receiveOne(int fd) {
      byte[] one = new byte[1];
      return recv(fd, one, 1, 0) == 1 ? one[0] : -1;
    }

    static int constant() {
      return 5;
    }
  }

  @Test
  void recv_inDefaultMethodOfExtendingInterface_waits() {
    Derived derived = gated.load(Derived.class);
    assertThat(gated.waits(derived::receiveOne)).isEqualTo('x');
    assertThat(Derived.constant()).isEqualTo(5);
    assertThat(derived.getpid()).isEqualTo((int) ProcessHandle.current().pid());
  }

  @Test
  void recv_calledAsTheBaseInterface_waits() {
    Base base = gated.load(Derived.class);
    assertThat(gated.waits(fd -> base.recv(fd, new byte[1], 1, 0))).isEqualTo(1);
  }

  @Test
  void close_throughOneInterface_wakesAWaiterOfAnother() {
    Base base = gated.load(Base.class);
    Ints ints = gated.load(Ints.class);
    try (Hold hold = gated.holdline().hold(gated.pair().ours())) {
      Waiting result = gated.start(fd -> base.recv(fd, new byte[1], 1, 0));
      until(() -> hold.waits() >= 1);
      assertThat(ints.close(gated.pair().ours())).isZero();
      gated.pair().oursIsClosed();
      assertThat(result.result()).isEqualTo(-Errno.EBADF);
    }
  }

  @Test
  void objectMethods_ofTheWrapper_areItsOwn() {
    Ints first = gated.load(Ints.class);
    Ints second = gated.load(Ints.class);
    assertThat(first).isNotEqualTo(second).isNotEqualTo(null);
    assertThat(first.hashCode()).isEqualTo(System.identityHashCode(first));
    assertThat(first).hasToString("Holdline(" + Ints.class.getName() + ")");
    assertThat(Map.of(first, 1, second, 2)).containsEntry(first, 1).containsEntry(second, 2);
  }

  @Test
  void getRuntime_ofTheWrapper_isThatOfTheLibrary() {
    Ints plain = LibraryLoader.create(Ints.class).load("c");
    assertThat(Runtime.getRuntime(gated.holdline().wrap(Ints.class, plain)))
        .isSameAs(Runtime.getRuntime(plain));
  }

  /** Stands for a library whose Java side throws. */
  private static final class Throwing implements Ints, LoadedLibrary {
    private final RuntimeException thrown;

    Throwing(RuntimeException thrown) {
      this.thrown = thrown;
    }

    @Override
    public Runtime getRuntime() {
      return Runtime.getSystemRuntime();
    }

    @Override
    public int recv(int fd, byte[] buf, int len, int flags) {
      throw thrown;
    }

    @Override
    public int read(int fd, ByteBuffer buf, int len) {
      throw thrown;
    }

    @Override
    public int close(int fd) {
      throw thrown;
    }
  }

  @Test
  void call_originalThrows_surfacesUnchangedAndLeavesNothingLocked() {
    IndexOutOfBoundsException thrown = new IndexOutOfBoundsException("injected");
    Ints ints = gated.holdline().wrap(Ints.class, new Throwing(thrown));
    Plain.send(gated.pair().peer(), 'x');
    assertThatThrownBy(() -> ints.recv(gated.pair().ours(), new byte[1], 1, 0)).isSameAs(thrown);
    // one whose memory cannot be reached otherwise: others are read by another function
    assertThatThrownBy(() -> ints.read(gated.pair().ours(), ByteBuffer.allocateDirect(1), 1))
        .isSameAs(thrown);
    assertThat(gated.load(Ints.class).recv(gated.pair().ours(), new byte[1], 1, 0)).isEqualTo(1);
    assertThatThrownBy(() -> ints.close(gated.pair().ours())).isSameAs(thrown);
  }

  @Test
  void posix_ofJnrPosix_readWaitsAndIsWokenByClose() {
    POSIX posix = gated.holdline().wrap(POSIX.class, POSIXFactory.getPOSIX());
    assertThat(gated.waits(fd -> posix.read(fd, new byte[1], 1))).isEqualTo(1);
    assertThat(posix.getpid()).isEqualTo((int) ProcessHandle.current().pid());
    try (Hold hold = gated.holdline().hold(gated.pair().ours())) {
      Waiting result = gated.start(fd -> posix.read(fd, new byte[1], 1));
      until(() -> hold.waits() >= 1);
      assertThat(posix.close(gated.pair().ours())).isZero();
      gated.pair().oursIsClosed();
      assertThat(result.result()).isEqualTo(-Errno.EBADF);
    }
    assertThat(posix.read(1_000_000, new byte[1], 1)).isEqualTo(-1);
    assertThat(posix.errno()).isEqualTo(Errno.EBADF);
  }
}
