package dev.holdline.examples.benchmarks.micro;

import dev.holdline.examples.benchmarks.Plan;
import dev.holdline.examples.benchmarks.Suite;
import dev.holdline.examples.benchmarks.Threads;
import dev.holdline.examples.benchmarks.figure.Journal;
import dev.holdline.examples.benchmarks.micro.Sheet.Row;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/** What the gate costs a single call: time by JMH, then bytes and system calls by counting. */
public final class MicroSuite implements Suite {
  private static final String READY = "ready";
  private static final String WAITING = "waiting";

  /** One for each way in which the gate works: enough for virtual threads, and a quick look. */
  private static final List<GatedCall> FEW =
      List.of(
          GatedCall.RECV_ARRAY,
          GatedCall.RECV_POINTER,
          GatedCall.READ_ARRAY,
          GatedCall.ACCEPT,
          GatedCall.CONNECT_POINTER,
          GatedCall.POLL,
          GatedCall.EPOLL_WAIT,
          GatedCall.SEND_ARRAY);

  @Override
  public String name() {
    return Sheet.SUITE;
  }

  @Override
  public void run(Plan plan, Journal journal) throws Exception {
    Forks forks = new Forks(plan);
    Sheet sheet = new Sheet(journal);
    wrap(forks, sheet);
    for (Threads threads : Threads.available()) {
      boolean all = plan == Plan.FULL && threads == Threads.PLATFORM;
      List<GatedCall> calls = all ? List.of(GatedCall.values()) : FEW;
      for (GatedCall call : calls) {
        ready(forks, sheet, call, threads);
      }
      for (GatedCall call : calls) {
        if (call.waits()) {
          waiting(forks, sheet, call, threads);
        }
      }
    }
    park(forks, sheet);
    life(forks, sheet);
    audit(plan, sheet);
    new Counting(sheet, journal).run(plan);
  }

  private static void wrap(Forks forks, Sheet sheet) throws RunnerException {
    for (String function : List.of("abs", "fcntl")) {
      sheet.add(
          new Row(function, Threads.PLATFORM.label(), "straight through"),
          forks.inTurn(WrapBenchmark.class, function, Map.of(), Threads.PLATFORM));
    }
  }

  private static void ready(Forks forks, Sheet sheet, GatedCall call, Threads threads)
      throws RunnerException {
    sheet.add(
        new Row(call.label(), threads.label(), READY),
        forks.inTurn(ReadyBenchmark.class, "call", Map.of("call", call.name()), threads));
  }

  private static void waiting(Forks forks, Sheet sheet, GatedCall call, Threads threads)
      throws RunnerException {
    sheet.add(
        new Row(call.label(), threads.label(), WAITING),
        forks.inTurn(WaitBenchmark.class, "roundTrip", Map.of("call", call.name()), threads));
  }

  private static void park(Forks forks, Sheet sheet) throws RunnerException {
    for (Threads threads : Threads.available()) {
      sheet.add(
          new Row("park", threads.label(), WAITING),
          "bare",
          forks.alone(ParkBenchmark.class, "roundTrip", threads));
    }
  }

  private static void life(Forks forks, Sheet sheet) throws RunnerException {
    Threads threads = Threads.PLATFORM;
    sheet.add(
        new Row("socketpair, recv, close", threads.label(), READY),
        forks.inTurn(LifeBenchmark.class, "receiveOnce", Map.of(), threads));
    sheet.add(
        new Row("socketpair, hold, close", threads.label(), READY),
        forks.inTurn(LifeBenchmark.class, "holdOnce", Map.of(), threads));
  }

  private static void audit(Plan plan, Sheet sheet) throws InterruptedException {
    AuditCost cost = new AuditCost();
    int samples = plan.choose(3, 9);
    Row row = new Row("audit", "selector", "slice end");
    sheet.add(row, Binding.HELD.label(), "processor time", "ns", cost.perHold(samples));
    sheet.add(
        new Row("getsockopt SO_COOKIE", Threads.PLATFORM.label(), READY),
        Binding.PLAIN.label(),
        "time",
        "ns",
        cost.perCookie(samples));
  }
}
