package dev.holdline.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jnr.ffi.Pointer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads of terminals: by lines, by VMIN and VTIME, until the line is hung up. See termios(3). */
class TerminalTest {
  private static final Duration TENTH = Duration.ofMillis(100); // the unit of VTIME
  private static final Duration LATE = Duration.ofSeconds(3);
  private static final String EOF = "\004";

  /**
   * A read that waits.
   *
   * @param vmin below 0 for canonical mode
   * @param there what has come by then
   */
  private record Waiting(int vmin, int vtime, int length, String there) {
    Terminal open(Side side) {
      Terminal terminal = vmin < 0 ? Terminal.open(side) : Terminal.open(side, vmin, vtime);
      if (vmin >= 0 && !there.isEmpty()) {
        terminal.sendAndSettle(there);
      } else {
        terminal.send(there); // not a line
      }
      return terminal;
    }

    Task<Result> start(Side side, Terminal terminal) {
      return side.startBlockedRead(terminal.near(), length);
    }
  }

  private static List<Case> cases() {
    return Case.ways().stream().map(way -> new Case(way, WireKind.PIPE)).toList();
  }

  private static List<Waiting> waits() {
    return List.of(
        new Waiting(-1, 0, 16, "half a"),
        new Waiting(1, 0, 16, ""),
        new Waiting(5, 0, 16, "abc"),
        new Waiting(5, 0, 2, "a"),
        new Waiting(255, 0, 255, "abc"),
        new Waiting(0, 100, 16, ""),
        new Waiting(3, 2, 16, ""),
        new Waiting(3, 100, 16, "ab"),
        new Waiting(255, 100, 255, "a"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void read_closedByOtherThread_returnsEbadf(Case setting) {
    setting.held(
        side -> {
          for (Waiting waiting : waits()) {
            Terminal terminal = waiting.open(side);
            Task<Result> reader = waiting.start(side, terminal);
            long begin = System.nanoTime();
            assertThat(side.libc().close(terminal.near())).as("%s", waiting).isZero();
            assertThat(reader.result()).as("%s", waiting).isEqualTo(Result.failed("EBADF"));
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LATE);
          }
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void read_interrupted_returnsEintrAndLeavesWhatIsThere(Case setting) {
    setting.held(
        side -> {
          for (Waiting waiting : waits()) {
            Terminal terminal = waiting.open(side);
            Task<Result> reader = waiting.start(side, terminal);
            reader.interrupt();
            assertThat(reader.result()).as("%s", waiting).isEqualTo(Result.failed("EINTR"));
            if (waiting.vmin() > 0) {
              assertThat(terminal.available()).isEqualTo(waiting.there().length());
            }
          }
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void read_canonical_returnsLinesAndTheEnd(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Terminal terminal = Terminal.open(side);
              Task<Result> reader = side.startBlockedRead(terminal.near(), 16);
              terminal.send("half ");
              side.awaitBlocked(reader, terminal.near());
              terminal.send("a line\nnext\n" + EOF + "no newline" + EOF);
              return List.of(
                  reader.result(),
                  side.read(terminal.near(), 2),
                  side.read(terminal.near(), 300),
                  side.read(terminal.near(), 16),
                  side.read(terminal.near(), 16));
            });
    assertThat(results)
        .containsExactly(
            Result.bytes("half a line\n"),
            Result.bytes("ne"),
            Result.bytes("xt\n"),
            Result.of(0),
            Result.bytes("no newline"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void read_settingsChangedBetweenCalls_followsThem(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Terminal terminal = Terminal.open(side, 1, 0);
              List<Result> seen = new ArrayList<>();
              terminal.sendAndSettle("a");
              seen.add(side.read(terminal.near(), 16));
              terminal.raw(0, 0);
              seen.add(side.read(terminal.near(), 16));
              terminal.raw(0, 1);
              seen.add(side.read(terminal.near(), 16));
              terminal.raw(3, 0);
              terminal.sendAndSettle("bc");
              Task<Result> third = side.startBlockedRead(terminal.near(), 16);
              terminal.send("d");
              seen.add(third.result());
              terminal.raw(3, 1);
              terminal.sendAndSettle("ef");
              seen.add(side.read(terminal.near(), 16));
              terminal.raw(200, 0);
              Task<Result> few = side.startBlockedRead(terminal.near(), 2);
              terminal.send("ghi");
              seen.add(few.result());
              terminal.raw(0, 0);
              seen.add(side.read(terminal.near(), 16));
              return seen;
            });
    assertThat(results)
        .containsExactly(
            Result.bytes("a"),
            Result.of(0),
            Result.of(0),
            Result.bytes("bcd"),
            Result.bytes("ef"),
            Result.bytes("gh"),
            Result.bytes("i"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void read_nothingWithinVtime_returnsZeroOnTime(Case setting) {
    setting.held(
        side -> {
          Terminal terminal = Terminal.open(side, 0, 2);
          long begin = System.nanoTime();
          assertThat(side.read(terminal.near(), 16)).isEqualTo(Result.of(0));
          assertThat(Duration.ofNanos(System.nanoTime() - begin))
              .isBetween(TENTH.multipliedBy(2), LATE);
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void read_byteAfterByteWithinVtime_returnsOnceTheyStop(Case setting) {
    setting.held(
        side -> {
          Terminal terminal = Terminal.open(side, 200, 5);
          Task<Result> reader = side.startBlockedRead(terminal.near(), 300);
          long last = 0;
          for (int i = 0; i < 6; i++) { // for longer than VTIME
            last = System.nanoTime();
            terminal.send("x");
            long next = last + TENTH.toNanos();
            Side.until(() -> System.nanoTime() >= next);
          }
          assertThat(reader.result()).isEqualTo(Result.bytes("xxxxxx"));
          assertThat(Duration.ofNanos(System.nanoTime() - last))
              .isBetween(TENTH.multipliedBy(5), LATE);
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void readAndReadv_fewerThanVmin_returnThemInAnyBuffer(Case setting) {
    List<ReadShape> calls = Stream.of(ReadShape.values()).filter(call -> !call.hasFlags()).toList();
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              List<Task<Result>> tasks = new ArrayList<>();
              for (ReadShape call : calls) {
                Terminal terminal = Terminal.open(side, 9, 1);
                terminal.sendAndSettle("abcde");
                tasks.add(side.start(() -> call.read(side.libc(), terminal.near(), 8, 0)));
              }
              return tasks.stream().map(Task::result).toList();
            });
    assertThat(results).hasSameSizeAs(calls).containsOnly(Result.bytes("abcde"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void read_twoReaders_eachGetsAWholeFrame(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Terminal terminal = Terminal.open(side, 200, 1);
              Task<Result> one = side.startBlockedRead(terminal.near(), 300);
              Task<Result> other = side.startBlockedRead(terminal.near(), 300);
              terminal.send("frame");
              Side.until(() -> one.isDone() || other.isDone());
              terminal.send("frame");
              return List.of(one.result(), other.result());
            });
    assertThat(results).containsOnly(Result.bytes("frame"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void read_nonblocking_answersWithWhatIsThere(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Terminal terminal = Terminal.open(side, 5, 10);
              Net.setNonblock(side.libc(), terminal.near(), true);
              Result nothing = side.read(terminal.near(), 16);
              terminal.sendAndSettle("ab");
              return List.of(nothing, side.read(terminal.near(), 16));
            });
    assertThat(results).containsExactly(Result.failed("EAGAIN"), Result.bytes("ab"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void read_hungUpWhileAndBefore_returnsEioThenTheEnd(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Terminal terminal = Terminal.open(side);
              Task<Result> reader = side.startBlockedRead(terminal.near(), 16);
              terminal.hangUp();
              return List.of(reader.result(), side.read(terminal.near(), 16));
            });
    assertThat(results).containsExactly(Result.failed("EIO"), Result.of(0));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void read_master_goesByNoSettingsOfTheSlave(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Terminal terminal = Terminal.open(side, 5, 3);
              Pointer on = Native.memory(Integer.BYTES);
              on.putInt(0, 1);
              Task<Result> reader = side.startBlockedRead(terminal.far(), 16);
              Result written = side.write(terminal.near(), "ab");
              Result read = reader.result();
              assertThat(side.libc().ioctl(terminal.far(), Terminal.TIOCPKT, on)).isZero();
              Task<Result> packet = side.startBlockedRead(terminal.far(), 16);
              side.write(terminal.near(), "c");
              Result inPacket = packet.result();
              Task<Result> end = side.startBlockedRead(terminal.far(), 16);
              side.libc().close(terminal.near());
              return List.of(written, read, inPacket, end.result());
            });
    assertThat(results)
        .containsExactly(
            Result.of(2), Result.bytes("ab"), Result.bytes("\0c"), Result.failed("EIO"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void read_moreReadersThanCarriersBetweenBytes_allProceed(Case setting) {
    if (!setting.way().isVirtual()) {
      return; // a platform thread is its own
    }
    setting.held(
        side -> {
          List<Task<Result>> readers = new ArrayList<>();
          for (int i = 0; i < 40; i++) {
            Terminal terminal = Terminal.open(side, 5, i % 2 == 0 ? 3 : 0);
            terminal.sendAndSettle("a");
            readers.add(side.startRead(terminal.near(), i % 2 == 0 ? 16 : 1));
          }
          long begin = System.nanoTime();
          assertThat(readers).extracting(Task::result).containsOnly(Result.bytes("a"));
          assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LATE);
        });
  }
}
