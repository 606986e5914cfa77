package dev.holdline.selector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.posix.Poll;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReportsTest {
  private final List<String> steps = new ArrayList<>();
  private final HandlerTable watched = new HandlerTable(ReportsTest::deafPoller);
  private final Reports reports = new Reports(watched);

  private static Poller deafPoller() {
    return new Poller() {
      @Override
      public int add(int fd, int events, long tag) {
        return 0;
      }

      @Override
      public int modify(int fd, int events, long tag) {
        return 0;
      }

      @Override
      public boolean verifiesFile() {
        return true;
      }

      @Override
      public int remove(int fd) {
        return 0;
      }

      @Override
      public int poll(int timeoutMillis, Sink sink) {
        return 0;
      }

      @Override
      public void wakeup() {}

      @Override
      public void close() {}
    };
  }

  private final class Stepwise extends Recorder {
    Stepwise(int fd) {
      super(fd, 1);
      watched.put(this);
    }

    @Override
    public int prefetch() {
      steps.add("prefetch " + fd());
      return fd();
    }

    @Override
    public void ready(int revents) {
      super.ready(revents);
      steps.add("ready " + fd());
    }
  }

  @Test
  void tellAll_severalEvents_readsAheadForAllBeforeTheFirstIsTold() {
    Recorder first = new Stepwise(7);
    Recorder second = new Stepwise(3);
    reports.event(HandlerTable.tag(first), Poll.POLLIN);
    reports.event(HandlerTable.tag(second), Poll.POLLHUP);
    assertThat(first.events).isEmpty();

    reports.deliver();

    assertThat(steps).containsExactly("prefetch 7", "prefetch 3", "ready 7", "ready 3");
    assertThat(first.events).containsExactly(Poll.POLLIN);
    assertThat(second.events).containsExactly(Poll.POLLHUP);
  }

  @Test
  void tellAll_again_tellsNobodyTwice() {
    Recorder told = new Recorder(7, 1);
    watched.put(told);
    reports.event(HandlerTable.tag(told), Poll.POLLIN);

    reports.deliver();
    reports.deliver();

    assertThat(told.events).containsExactly(Poll.POLLIN);
  }

  @Test
  void event_ofAnEarlierUseOfTheNumber_isDropped() {
    Recorder earlier = new Recorder(7, 1);
    Recorder present = new Recorder(7, 2);
    watched.put(earlier);
    watched.put(present);
    reports.event(HandlerTable.tag(earlier), Poll.POLLIN);
    reports.event(HandlerTable.tag(new Recorder(8, 1)), Poll.POLLIN); // nobody's number

    reports.deliver();

    assertThat(earlier.events).isEmpty();
    assertThat(present.events).isEmpty();
  }

  @Test
  void event_moreThanThereIsRoomFor_losesNone() {
    List<Recorder> all = new ArrayList<>();
    for (int fd = 0; fd < 1_000; fd++) {
      Recorder recorder = new Recorder(fd, 1);
      watched.put(recorder);
      all.add(recorder);
    }
    for (int round = 0; round < 2; round++) {
      all.forEach(recorder -> reports.event(HandlerTable.tag(recorder), recorder.fd()));
      reports.deliver();
    }

    assertThat(all)
        .allSatisfy(recorder -> assertThat(recorder.events).hasSize(2).containsOnly(recorder.fd()));
  }
}
