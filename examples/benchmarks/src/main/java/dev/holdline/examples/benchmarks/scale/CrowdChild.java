package dev.holdline.examples.benchmarks.scale;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdline.examples.benchmarks.child.Child;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A {@link ReceiverProcess} as its parent sees it. */
final class CrowdChild implements AutoCloseable {
  /** Far longer than anything takes: under load, compilers keep a process from being quiet. */
  private static final Duration BOUND = Duration.ofMinutes(4);

  private final Child child;
  private final int count;

  private CrowdChild(Child child, int count) {
    this.child = child;
    this.count = count;
  }

  static CrowdChild start(Way way, int count) throws IOException {
    return new CrowdChild(
        Child.start(ReceiverProcess.class, Footprint.JVM_OPTIONS, List.of(way.name(), "" + count)),
        count);
  }

  /**
   * What it took to let a crowd wait.
   *
   * @param millis until the last one began to wait
   * @param resident bytes for each, see {@link Footprint}
   * @param heap bytes for each
   * @param kernel bytes for each
   */
  record Parked(double millis, double resident, double heap, double kernel) {}

  Parked park() throws InterruptedException {
    JsonNode parked = child.ask(BOUND, "park");
    JsonNode weight = parked.get("weight");
    return new Parked(
        parked.get("nanos").asDouble() / 1e6,
        weight.get("resident").asDouble() / count,
        weight.get("heap").asDouble() / count,
        weight.get("kernel").asDouble() / count);
  }

  /** Wakes one so many times; returns the median of the microseconds it took. */
  double wakeSameMicros(int times) throws InterruptedException {
    return wakeMicros("wakeSame", times);
  }

  /** Wakes so many, one after the other; returns the median of the microseconds it took. */
  double wakeNextMicros(int times) throws InterruptedException {
    return wakeMicros("wakeNext", times);
  }

  private double wakeMicros(String how, int times) throws InterruptedException {
    return child.ask(BOUND, how, "" + times).asDouble() / 1e3;
  }

  double wakeAllMillis() throws InterruptedException {
    return child.ask(BOUND, "wakeAll").asDouble() / 1e6;
  }

  /**
   * What a crowd does while nothing happens.
   *
   * @param cpuPercent of a core
   * @param wakeupsPerMinute of all threads of the process
   * @param ownCpuPercent of a core, by Holdline's own threads
   * @param ownWakeupsPerMinute of Holdline's own threads
   */
  record Idle(
      double cpuPercent,
      double wakeupsPerMinute,
      double ownCpuPercent,
      double ownWakeupsPerMinute) {}

  Idle idle(int seconds) throws InterruptedException {
    JsonNode effort = child.ask(BOUND.plusSeconds(seconds), "idle", "" + seconds);
    double percent = 100 / (seconds * 1e9);
    double perMinute = 60.0 / seconds;
    return new Idle(
        effort.get("cpuNanos").asDouble() * percent,
        effort.get("switches").asDouble() * perMinute,
        effort.get("ownCpuNanos").asDouble() * percent,
        effort.get("ownSwitches").asDouble() * perMinute);
  }

  @Override
  public void close() {
    child.close();
  }
}
