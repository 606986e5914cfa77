package dev.holdline.examples.benchmarks.wire.race;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.examples.benchmarks.child.JavaCommand;
import dev.holdline.examples.benchmarks.figure.Bounds;
import dev.holdline.examples.benchmarks.figure.Figure;
import dev.holdline.examples.benchmarks.figure.Journal;
import dev.holdline.examples.benchmarks.socket.Transport;
import dev.holdline.examples.benchmarks.wire.server.Kind;
import dev.holdline.examples.benchmarks.wire.server.ServerProgram;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class RacesTest {
  private static final Wire WIRE = new Wire(Transport.UNIX, 64);
  private static final Duration TURN = Duration.ofMillis(20);

  private final ByteArrayOutputStream progress = new ByteArrayOutputStream();
  private final Journal journal =
      new Journal(Bounds.load(), new PrintStream(progress, true, StandardCharsets.UTF_8));

  @Test
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  void run_ofAShortProgram_takesDownEveryMetricAndItsRatio(@TempDir Path folder) throws Exception {
    Program program =
        new Program(
            List.of(new Program.Heat(WIRE, List.of(1, 3))), List.of(WIRE), 2, 2, TURN, TURN, TURN);

    new Races("wire", program, journal).run(contenders(folder), folder);

    assertThat(metrics(Contender.REFERENCE, "3"))
        .containsExactly("requests", "CPU per request", "p50", "p99", "p99.9");
    assertThat(metrics("other", "3"))
        .contains("requests over plain recv", "CPU per request over plain recv")
        .contains("p50 over plain recv", "p99 over plain recv", "p99.9 over plain recv");
    assertThat(metrics("other", "1")).contains("throughput", "throughput over plain recv");
    assertThat(journal.figures())
        .extracting(figure -> List.copyOf(figure.labels().keySet()))
        .containsOnly(List.of("contender", "transport", "message", "connections", "load"));
    assertThat(journal.figures())
        .allSatisfy(figure -> assertThat(figure.spread().min()).isPositive());
    assertThat(journal.figures())
        .filteredOn(figure -> !figure.metric().equals("rate"))
        .allSatisfy(figure -> assertThat(figure.spread().samples()).isEqualTo(2));
    assertThat(metrics("all", "1")).containsExactly("rate");
    assertThat(progress.toString(StandardCharsets.UTF_8)).contains("blocking SocketChannel");
  }

  /** Plain recv, and the C program where it can be compiled: they start fast. */
  private List<Contender> contenders(Path folder) throws Exception {
    List<String> plain =
        JavaCommand.of(Contender.JVM_OPTIONS, ServerProgram.class, Kind.PLAIN.name());
    List<String> other = new ArrayList<>();
    CompiledServer.compile(folder)
        .ifPresentOrElse(program -> other.add(program.toString()), () -> other.addAll(plain));
    return List.of(
        new Contender(Contender.REFERENCE, Contender.REFERENCE, plain),
        new Contender("other", "other", other));
  }

  private List<String> metrics(String contender, String connections) {
    return journal.figures().stream()
        .filter(figure -> contender.equals(figure.labels().get("contender")))
        .filter(figure -> connections.equals(figure.labels().get("connections")))
        .map(Figure::metric)
        .toList();
  }
}
