package dev.holdline.contract;

import dev.holdline.Holdline;
import dev.holdline.HoldlineConfig;
import dev.holdline.SelectorPoller;
import dev.holdline.fixture.VirtualThreads;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The ways in: who waits, how, and which mechanism the selector uses. */
enum Way {
  /** Platform threads that wait by themselves. */
  DIRECT_EPOLL(false, 256, SelectorPoller.EPOLL),
  DIRECT_POLL(false, 256, SelectorPoller.POLL),
  /** Platform threads beyond the limit of direct waiters. */
  PARKED_EPOLL(false, 0, SelectorPoller.EPOLL),
  PARKED_POLL(false, 0, SelectorPoller.POLL),
  /** Virtual threads, which always park. */
  VIRTUAL_EPOLL(true, 256, SelectorPoller.EPOLL),
  VIRTUAL_POLL(true, 256, SelectorPoller.POLL);

  /** Short, so that every wait of a test crosses many. */
  static final Duration SLICE = Duration.ofMillis(5);

  private final boolean virtual;
  private final int directWaiters;
  private final SelectorPoller poller;

  Way(boolean virtual, int directWaiters, SelectorPoller poller) {
    this.virtual = virtual;
    this.directWaiters = directWaiters;
    this.poller = poller;
  }

  /** One instance for each way and the whole run, as a program would have. */
  private static final class Instances {
    static final Map<Way, Holdline> ALL = new EnumMap<>(Way.class);

    static {
      for (Way way : available()) {
        ALL.put(way, Holdline.create(way.config().build()));
      }
    }
  }

  /** Returns the ways this JDK has; {@code -Dcontract.ways=DIRECT} leaves some, for a search. */
  static List<Way> available() {
    String wanted = System.getProperty("contract.ways", "");
    return Arrays.stream(values())
        .filter(way -> !way.virtual || VirtualThreads.exist())
        .filter(way -> way.name().contains(wanted))
        .toList();
  }

  boolean isVirtual() {
    return virtual;
  }

  HoldlineConfig.Builder config() {
    return HoldlineConfig.builder().slice(SLICE).poller(poller).directWaiters(directWaiters);
  }

  Holdline holdline() {
    return Objects.requireNonNull(Instances.ALL.get(this));
  }
}
