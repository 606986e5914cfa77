package dev.holdline.contract;

import static dev.holdline.contract.WireKind.PIPE;
import static org.assertj.core.api.Assertions.assertThat;

/** Files without a name of their own: those that are read wait, those that are not answer. */
class AnonymousTest {
  @Contract(PIPE)
  void read_epoll_returnsEinval(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              int epoll = side.owned(side.libc().epoll_create1(0));
              return side.read(epoll, Long.BYTES);
            });
    assertThat(result).isEqualTo(Result.failed("EINVAL"));
  }

  @Contract(PIPE)
  void read_eventfdWithTooSmallABuffer_returnsEinval(Case setting) {
    Result result =
        setting.sameAsPlain(side -> side.read(side.owned(side.libc().eventfd(0, 0)), 4));
    assertThat(result).isEqualTo(Result.failed("EINVAL"));
  }

  @Contract(PIPE)
  void read_eventfdAgain_waitsOnceMore(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              int event = side.owned(side.libc().eventfd(0, 0));
              Result last = Result.of(0);
              for (int i = 1; i <= 2; i++) {
                Task<Result> reader = side.startRead(event, Long.BYTES);
                side.awaitBlocked(reader, event);
                Native.LIBC.write(event, new byte[] {(byte) i, 0, 0, 0, 0, 0, 0, 0}, Long.BYTES);
                last = reader.result();
              }
              return last;
            });
    assertThat(result).isEqualTo(Result.bytes("\2\0\0\0\0\0\0\0"));
  }
}
