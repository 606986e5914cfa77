package dev.holdline.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A read of a terminal gets what the plain one gets, at about the same time, whatever VMIN, VTIME
 * and the length are and whenever the bytes come. All cells of the table wait at once.
 */
class TerminalTableTest {
  private static final int[] VMINS = {0, 1, 2, 5, 255};
  private static final int[] VTIMES = {0, 1, 3, 10};
  private static final int[] LENGTHS = {1, 4, 64, 300};
  private static final String EARLY = "abc";
  private static final String LATE = "de";
  private static final String REST = "f".repeat(300); // ends every read that still waits

  // After the begin; far from each multiple of a tenth of a second that a VTIME ends at.
  private static final Duration LATE_AT = Duration.ofMillis(550);
  private static final Duration REST_AT = Duration.ofMillis(2100);

  private static final Duration SLICE = Duration.ofMillis(100); // there are very many waits at once
  private static final int TRIES = 4;
  private static final Duration EARLIER = Duration.ofMillis(150);
  private static final Duration LATER = Duration.ofMillis(400);

  private static List<Seen> plain = List.of();

  /** When what happens. */
  private enum Story {
    NOTHING,
    EARLY_BYTES,
    LATE_BYTES,
    EARLY_AND_LATE_BYTES,
    HANGUP;

    boolean hasEarly() {
      return this == EARLY_BYTES || this == EARLY_AND_LATE_BYTES;
    }

    boolean hasLate() {
      return this == LATE_BYTES || this == EARLY_AND_LATE_BYTES;
    }
  }

  /** One read. */
  private record Cell(int vmin, int vtime, int length, Story story) {}

  /** What came of it. */
  private record Seen(Cell cell, Result result, Duration took) {
    boolean isLike(Seen other) {
      return cell.equals(other.cell)
          && result.equals(other.result)
          && took.compareTo(other.took.minus(EARLIER)) >= 0
          && took.compareTo(other.took.plus(LATER)) <= 0;
    }
  }

  /** What is not as it should be. */
  private record Difference(Seen held, Seen plain) {
    Cell cell() {
      return held.cell();
    }
  }

  private static List<Way> ways() {
    return Case.ways();
  }

  private static List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (int vmin : VMINS) {
      for (int vtime : VTIMES) {
        for (int length : LENGTHS) {
          for (Story story : Story.values()) {
            cells.add(new Cell(vmin, vtime, length, story));
          }
        }
      }
    }
    return cells;
  }

  /** Reads when all do. */
  private static Seen read(Side side, Cell cell, Terminal terminal, CountDownLatch start)
      throws InterruptedException {
    start.await();
    long begin = System.nanoTime();
    Result result = ReadShape.READ_ARRAY.read(side.libc(), terminal.near(), cell.length(), 0);
    return new Seen(cell, result, Duration.ofNanos(System.nanoTime() - begin));
  }

  private static List<Seen> readAll(Side side, List<Cell> cells) {
    CountDownLatch start = new CountDownLatch(1);
    List<Terminal> terminals = new ArrayList<>();
    List<Task<Seen>> tasks = new ArrayList<>();
    for (Cell cell : cells) {
      Terminal terminal = Terminal.open(side, cell.vmin(), cell.vtime());
      terminals.add(terminal);
      if (cell.story().hasEarly()) {
        terminal.sendAndSettle(EARLY);
      }
      tasks.add(side.start(() -> read(side, cell, terminal, start)));
    }
    long begin = System.nanoTime();
    start.countDown();
    until(begin, LATE_AT);
    for (int i = 0; i < cells.size(); i++) {
      Story story = cells.get(i).story();
      if (story.hasLate()) {
        terminals.get(i).send(LATE);
      } else if (story == Story.HANGUP) {
        terminals.get(i).hangUp();
      }
    }
    until(begin, REST_AT);
    for (int i = 0; i < cells.size(); i++) {
      if (!tasks.get(i).isDone()) {
        terminals.get(i).send(REST);
      }
    }
    return tasks.stream().map(Task::result).toList();
  }

  private static void until(long begin, Duration after) {
    Side.until(() -> System.nanoTime() - begin >= after.toNanos());
  }

  private static List<Seen> plain(List<Cell> cells) {
    try (Side side = Side.plain()) {
      return readAll(side, cells);
    }
  }

  private static synchronized List<Seen> plain() {
    if (plain.isEmpty()) {
      plain = plain(cells());
    }
    return plain;
  }

  @ParameterizedTest
  @MethodSource("ways")
  void read_anyVminVtimeAndLength_isAsPlain(Way way) {
    Case setting = new Case(way, WireKind.PIPE);
    List<Difference> unlike = compare(setting, plain());
    for (int again = 0; again < TRIES && !unlike.isEmpty(); again++) { // a busy machine
      unlike = compare(setting, plain(unlike.stream().map(Difference::cell).toList()));
    }
    assertThat(unlike).isEmpty();
  }

  private static List<Difference> compare(Case setting, List<Seen> expected) {
    List<Difference> unlike = new ArrayList<>();
    setting.held(
        config -> config.slice(SLICE),
        side -> {
          List<Seen> held = readAll(side, expected.stream().map(Seen::cell).toList());
          for (int i = 0; i < held.size(); i++) {
            if (!held.get(i).isLike(expected.get(i))) {
              unlike.add(new Difference(held.get(i), expected.get(i)));
            }
          }
        });
    return unlike;
  }
}
