package dev.holdline.wrap;

import static dev.holdline.fixture.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.Hold;
import dev.holdline.annotation.Blocking;
import dev.holdline.fixture.Waiting;
import dev.holdline.posix.Errno;
import java.util.Map;
import jnr.ffi.LibraryLoader;
import jnr.ffi.LibraryOption;
import jnr.ffi.Pointer;
import jnr.ffi.annotations.Out;
import jnr.ffi.mapper.FunctionMapper;
import jnr.ffi.types.size_t;
import jnr.ffi.types.ssize_t;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Functions of the user's own. */
final class BlockingTest {
  @AutoClose private final Gated gated = new Gated();

  public interface Own {
    @Blocking
    @ssize_t
    long take(int fd, @Out byte[] buf, @size_t long len, int flags);

    @Blocking(fd = 1)
    @ssize_t
    long takeSecond(@Nullable Pointer unused, int fd);
  }

  @Test
  void blocking_functionOfTheUsersOwn_waitsAndIsWokenByClose() {
    FunctionMapper mapper = (name, context) -> name.equals("take") ? "recv" : name;
    Own plain =
        LibraryLoader.loadLibrary(Own.class, Map.of(LibraryOption.FunctionMapper, mapper), "c");
    Own own = gated.holdline().wrap(Own.class, plain);
    assertThat(gated.waits(fd -> own.take(fd, new byte[1], 1, 0))).isEqualTo(1);

    Ints ints = gated.load(Ints.class);
    try (Hold hold = gated.holdline().hold(gated.pair().ours())) {
      Waiting result = gated.start(fd -> own.take(fd, new byte[1], 1, 0));
      until(() -> hold.waits() >= 1);
      assertThat(ints.close(gated.pair().ours())).isZero();
      gated.pair().oursIsClosed();
      assertThat(result.result()).isEqualTo(-Errno.EBADF);
    }
  }
}
