package dev.holdline.examples.benchmarks.wire.race;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdline.examples.benchmarks.child.Child;
import dev.holdline.examples.benchmarks.child.JavaCommand;
import dev.holdline.examples.benchmarks.wire.load.LoadProgram;
import dev.holdline.examples.benchmarks.wire.load.Order;
import dev.holdline.examples.benchmarks.wire.load.Report;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The load generator, seen from here. */
final class Generator implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ObjectMapper json = new ObjectMapper();
  private final Child child;

  private Generator(Child child) {
    this.child = child;
  }

  static Generator start() throws IOException {
    List<String> command = JavaCommand.of(Contender.JVM_OPTIONS, LoadProgram.class);
    return new Generator(Child.start("the load generator", command));
  }

  /** Has it do something and returns what it saw. */
  Report obey(Order order) throws IOException, InterruptedException {
    child.writeLine(json.writeValueAsString(order));
    return json.readValue(child.readLine(PATIENCE.plusMillis(order.millis())), Report.class);
  }

  @Override
  public void close() {
    child.close();
  }
}
