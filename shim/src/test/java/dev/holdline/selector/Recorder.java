package dev.holdline.selector;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes down what the selector tells it. */
class Recorder implements ReadinessHandler {
  private final int fd;
  private final int generation;
  final List<Integer> events = new CopyOnWriteArrayList<>();
  final List<Integer> restarts = new CopyOnWriteArrayList<>();
  final AtomicInteger slices = new AtomicInteger();
  final List<String> abandoned = new CopyOnWriteArrayList<>();

  Recorder(int fd, int generation) {
    this.fd = fd;
    this.generation = generation;
  }

  @Override
  public int fd() {
    return fd;
  }

  @Override
  public int generation() {
    return generation;
  }

  @Override
  public void ready(int revents) {
    events.add(revents);
  }

  @Override
  public void restarted(int result) {
    restarts.add(result);
  }

  @Override
  public void sliceEnd() {
    slices.incrementAndGet();
  }

  @Override
  public void abandoned(String reason) {
    abandoned.add(reason);
  }
}
