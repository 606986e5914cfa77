package dev.holdline.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.annotation.Blocking;
import dev.holdline.annotation.Readiness;
import java.util.List;
import java.util.Map;
import jnr.ffi.LibraryLoader;
import jnr.ffi.LibraryOption;
import jnr.ffi.annotations.Out;
import jnr.ffi.mapper.FunctionMapper;
import jnr.ffi.types.size_t;
import jnr.ffi.types.ssize_t;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A function of the user's own that reads a terminal: held until there is a first byte. */
class OwnTerminalReadTest {
  /** A stand-in for a library's function: libc's read, under another name. */
  public interface Modem {
    @Blocking(fd = 0, on = Readiness.READABLE)
    @ssize_t
    long modem_read(int fd, @Out byte[] buf, @size_t long count);
  }

  private static final Modem PLAIN = load();

  private static Modem load() {
    FunctionMapper mapper = (name, context) -> name.equals("modem_read") ? "read" : name;
    return LibraryLoader.loadLibrary(
        Modem.class, Map.of(LibraryOption.FunctionMapper, mapper), "c");
  }

  private static List<Case> cases() {
    return Case.ways().stream().map(way -> new Case(way, WireKind.PIPE)).toList();
  }

  private static Result read(Modem modem, Terminal terminal) {
    return Result.of(() -> modem.modem_read(terminal.near(), new byte[16], 16));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void own_vminAndVtimeClosedByOtherThread_returnsEbadf(Case setting) {
    setting.held(
        side -> {
          Modem modem = side.library(Modem.class, PLAIN);
          Terminal terminal = Terminal.open(side, 3, 2);
          Task<Result> reader = side.startBlocked(terminal.near(), () -> read(modem, terminal));
          assertThat(side.libc().close(terminal.near())).isZero();
          assertThat(reader.result()).isEqualTo(Result.failed("EBADF"));
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void own_anyVminAndVtime_returnsAsPlain(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Modem modem = side.library(Modem.class, PLAIN);
              Terminal terminal = Terminal.open(side, 3, 1);
              Task<Result> reader = side.startBlocked(terminal.near(), () -> read(modem, terminal));
              terminal.send("ab");
              Result first = reader.result();
              terminal.raw(0, 1);
              return List.of(first, side.run(() -> read(modem, terminal)));
            });
    assertThat(results).containsExactly(Result.of(2), Result.of(0));
  }
}
