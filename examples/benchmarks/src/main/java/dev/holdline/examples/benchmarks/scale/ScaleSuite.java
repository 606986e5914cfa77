package dev.holdline.examples.benchmarks.scale;

import dev.holdline.examples.benchmarks.Plan;
import dev.holdline.examples.benchmarks.Suite;
import dev.holdline.examples.benchmarks.Threads;
import dev.holdline.examples.benchmarks.figure.Journal;
import dev.holdline.examples.benchmarks.figure.Spread;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Crowds of waiting receivers, and what is said of them in the headlines. */
public final class ScaleSuite implements Suite {
  private static final int HEADLINE_COUNT = 9_900;
  private static final int WAKES = 50; // in a round
  private static final int IDLE_SECONDS = 60; // one slice: each window has one slice end

  @Override
  public String name() {
    return "scale";
  }

  @Override
  public void run(Plan plan, Journal journal) throws Exception {
    Census census = new Census(name(), plan, journal);
    for (int count : counts(plan)) {
      for (Way way : Way.available()) {
        census.take(way, count);
      }
    }
    if (!Threads.haveVirtual()) {
      journal.progress(
          "virtual threads, and headlines that need them, are left out: JDK 21 or later");
      return;
    }
    weigh(plan, journal);
    wake(census);
    wakeCold(census);
    if (plan == Plan.FULL) {
      idle(census, journal);
    }
  }

  private static List<Integer> counts(Plan plan) {
    return plan == Plan.QUICK ? List.of(100, 1_000) : List.of(100, 1_000, 5_000, 9_900, 19_000);
  }

  /** Held and bare on virtual threads and plain on platform threads, a process each, in turn. */
  private static void weigh(Plan plan, Journal journal) throws IOException, InterruptedException {
    int count = plan.choose(1_000, HEADLINE_COUNT);
    int rounds = plan.choose(1, 3);
    double[] heapAbove = new double[rounds];
    double[] held = new double[rounds];
    double[] plain = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      CrowdChild.Parked heldWeight = weight(Way.HELD_VIRTUAL, count);
      held[i] = heldWeight.resident();
      plain[i] = weight(Way.PLAIN, count).resident();
      heapAbove[i] = heldWeight.heap() - weight(Way.BARE_VIRTUAL, count).heap();
    }
    journal.headline("heap-per-virtual", Spread.of(heapAbove));
    journal.headline("resident-over-platform", Spread.ofRatios(held, plain));
  }

  private static CrowdChild.Parked weight(Way way, int count)
      throws IOException, InterruptedException {
    try (CrowdChild crowd = CrowdChild.start(way, count)) {
      return crowd.park();
    }
  }

  /** One among many, one alone, and one among many of another selector, woken in turn. */
  private static void wake(Census census) throws IOException, InterruptedException {
    int rounds = wakeRounds(census);
    double[] among = new double[rounds];
    double[] alone = new double[rounds];
    double[] enxio = new double[rounds];
    try (CrowdChild many = CrowdChild.start(Way.HELD_VIRTUAL, HEADLINE_COUNT);
        CrowdChild one = CrowdChild.start(Way.HELD_VIRTUAL, 1);
        CrowdChild other = CrowdChild.start(Way.ENXIO, HEADLINE_COUNT)) {
      for (CrowdChild crowd : List.of(many, one, other)) {
        crowd.park();
        crowd.wakeSameMicros(WAKES);
      }
      for (int i = 0; i < rounds; i++) {
        among[i] = many.wakeSameMicros(WAKES);
        alone[i] = one.wakeSameMicros(WAKES);
        enxio[i] = other.wakeSameMicros(WAKES);
      }
    }
    census.journal().headline("wake-one-9900-over-1", Spread.ofRatios(among, alone));
    census.journal().headline("wake-one-9900-over-enxio", Spread.ofRatios(among, enxio));
  }

  /**
   * The same with another one among the many each time, whose memory no cache has any more: the
   * kernel's and ours. What plain receivers take for it says how much of that is the kernel's.
   */
  private static void wakeCold(Census census) throws IOException, InterruptedException {
    for (Way way : List.of(Way.HELD_VIRTUAL, Way.PLAIN)) {
      double[] among = new double[wakeRounds(census)];
      double[] alone = new double[among.length];
      try (CrowdChild many = CrowdChild.start(way, HEADLINE_COUNT);
          CrowdChild one = CrowdChild.start(way, 1)) {
        many.park();
        one.park();
        for (int i = 0; i < among.length; i++) {
          among[i] = many.wakeNextMicros(WAKES);
          alone[i] = one.wakeNextMicros(WAKES);
        }
      }
      String metric = "wake another each time, over one alone";
      census.add(way, HEADLINE_COUNT, metric, "ratio", Spread.ofRatios(among, alone));
    }
  }

  private static int wakeRounds(Census census) {
    return census.plan().choose(11, 61);
  }

  /** Holdline's own threads while nothing happens but slice ends. */
  private static void idle(Census census, Journal journal)
      throws IOException, InterruptedException {
    try (CrowdChild crowd = CrowdChild.start(Way.HELD_VIRTUAL, HEADLINE_COUNT)) {
      crowd.park();
      CrowdChild.Idle[] windows = new CrowdChild.Idle[3];
      for (int i = 0; i < windows.length; i++) {
        windows[i] = crowd.idle(IDLE_SECONDS);
      }
      double[] cpu = Arrays.stream(windows).mapToDouble(CrowdChild.Idle::ownCpuPercent).toArray();
      double[] wakeups =
          Arrays.stream(windows).mapToDouble(CrowdChild.Idle::ownWakeupsPerMinute).toArray();
      String metric = "idle wake-ups of Holdline's own threads";
      census.add(Way.HELD_VIRTUAL, HEADLINE_COUNT, metric, "1/min", wakeups);
      journal.headline("idle-cpu", Spread.of(cpu));
    }
  }
}
