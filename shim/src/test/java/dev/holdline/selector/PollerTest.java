package dev.holdline.selector;

import static dev.holdline.fixture.FaultySyscalls.Name.EPOLL_ADD;
import static dev.holdline.fixture.FaultySyscalls.Name.EPOLL_CREATE;
import static dev.holdline.fixture.FaultySyscalls.Name.EVENTFD;
import static dev.holdline.fixture.FaultySyscalls.Name.EVENTFD_SIGNAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdline.fixture.FaultySyscalls;
import dev.holdline.fixture.Pair;
import dev.holdline.fixture.Plain;
import dev.holdline.posix.Errno;
import dev.holdline.posix.Poll;
import dev.holdline.posix.kernel.SyscallException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What both pollers promise. */
final class PollerTest {
  private static final int LONG = 10_000;

  private record Event(long tag, int revents) {}

  private final FaultySyscalls syscalls = new FaultySyscalls();
  @AutoClose private final Pair pair = new Pair();
  private final List<Event> events = new ArrayList<>();

  private List<Event> poll(Poller poller, int timeoutMillis) {
    events.clear();
    poller.poll(timeoutMillis, (tag, revents) -> events.add(new Event(tag, revents)));
    return List.copyOf(events);
  }

  @EachPoller
  void poll_armedDescriptorBecomesReady_reportsTagAndEvents(PollerChoice choice) {
    try (Poller poller = choice.open(syscalls)) {
      long tag = 5L << 32 | pair.ours();
      assertThat(poller.add(pair.ours(), Poll.POLLIN, tag)).isZero();
      assertThat(poll(poller, 0)).isEmpty();

      Plain.send(pair.peer(), 'x');

      assertThat(poll(poller, LONG)).containsExactly(new Event(tag, Poll.POLLIN));
    }
  }

  @EachPoller
  void poll_reportedOnce_isSilentUntilArmedAgain(PollerChoice choice) {
    try (Poller poller = choice.open(syscalls)) {
      poller.add(pair.ours(), Poll.POLLIN, 1);
      Plain.send(pair.peer(), 'x');
      assertThat(poll(poller, LONG)).hasSize(1);
      assertThat(poll(poller, 0)).isEmpty();

      assertThat(poller.modify(pair.ours(), Poll.POLLIN, 2)).isZero();

      assertThat(poll(poller, LONG)).containsExactly(new Event(2, Poll.POLLIN));
      assertThat(poll(poller, 0)).isEmpty();
    }
  }

  @EachPoller
  void modify_beforeTheReport_reportsTheNewTagOnly(PollerChoice choice) {
    try (Poller poller = choice.open(syscalls)) {
      poller.add(pair.ours(), Poll.POLLIN, 1);
      poller.modify(pair.ours(), Poll.POLLIN | Poll.POLLOUT, 2);
      assertThat(poll(poller, LONG)).containsExactly(new Event(2, Poll.POLLOUT));
    }
  }

  @EachPoller
  void modify_unknownDescriptor_isEnoent(PollerChoice choice) {
    try (Poller poller = choice.open(syscalls)) {
      assertThat(poller.modify(pair.ours(), Poll.POLLIN, 1)).isEqualTo(-Errno.ENOENT);
      assertThat(poll(poller, 0)).isEmpty();
    }
  }

  @EachPoller
  void add_knownDescriptor_isEexistAndChangesNothing(PollerChoice choice) {
    try (Poller poller = choice.open(syscalls)) {
      poller.add(pair.ours(), Poll.POLLIN, 1);
      assertThat(poller.add(pair.ours(), Poll.POLLOUT, 2)).isEqualTo(-Errno.EEXIST);
      assertThat(poll(poller, 0)).isEmpty();
    }
  }

  @EachPoller
  void remove_knownDescriptor_isSilentAndCanBeAddedAgain(PollerChoice choice) {
    try (Poller poller = choice.open(syscalls)) {
      poller.add(pair.ours(), Poll.POLLIN, 1);
      Plain.send(pair.peer(), 'x');
      assertThat(poller.remove(pair.ours())).isZero();
      assertThat(poll(poller, 0)).isEmpty();
      assertThat(poller.remove(pair.ours())).isEqualTo(-Errno.ENOENT);

      assertThat(poller.add(pair.ours(), Poll.POLLIN, 2)).isZero();

      assertThat(poll(poller, LONG)).containsExactly(new Event(2, Poll.POLLIN));
    }
  }

  @EachPoller
  void poll_peerGoesAway_reportsItThoughOnlyThatWasAskedFor(PollerChoice choice) {
    try (Poller poller = choice.open(syscalls)) {
      poller.add(pair.ours(), Poll.POLLRDHUP, 1);
      pair.closePeer();
      assertThat(poll(poller, LONG)).containsExactly(new Event(1, Poll.POLLRDHUP | Poll.POLLHUP));
      assertThat(poll(poller, 0)).isEmpty();
    }
  }

  @EachPoller
  void poll_negativeTag_arrivesWhole(PollerChoice choice) {
    try (Poller poller = choice.open(syscalls)) {
      long tag = -7L << 32 | pair.ours();
      poller.add(pair.ours(), Poll.POLLOUT, tag);
      assertThat(poll(poller, LONG)).containsExactly(new Event(tag, Poll.POLLOUT));
    }
  }

  @EachPoller
  void wakeup_duringPoll_endsIt(PollerChoice choice) {
    try (Poller poller = choice.open(syscalls)) {
      CompletableFuture<Void> polled =
          CompletableFuture.runAsync(() -> poller.poll(60_000, (tag, revents) -> {}));
      poller.wakeup();
      assertThat(polled).succeedsWithin(10, TimeUnit.SECONDS);
    }
  }

  @EachPoller
  void wakeup_oftenBeforePoll_writesOnceAndEndsOnePoll(PollerChoice choice) {
    try (Poller poller = choice.open(syscalls)) {
      IntStream.range(0, 50).forEach(i -> poller.wakeup());
      assertThat(syscalls.count(EVENTFD_SIGNAL)).isEqualTo(1);
      assertThat(poll(poller, LONG)).isEmpty();

      long begin = System.nanoTime();
      poll(poller, 30);
      assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(29_000_000L);
    }
  }

  @EachPoller
  void poll_armedMeanwhile_noticesIt(PollerChoice choice) {
    try (Poller poller = choice.open(syscalls)) {
      CompletableFuture<Event> reported = new CompletableFuture<>();
      CompletableFuture<Void> polled =
          CompletableFuture.runAsync(
              () -> {
                while (!reported.isDone()) {
                  poller.poll(60_000, (tag, bits) -> reported.complete(new Event(tag, bits)));
                }
              });
      poller.add(pair.ours(), Poll.POLLOUT, 3);

      assertThat(reported)
          .succeedsWithin(10, TimeUnit.SECONDS)
          .isEqualTo(new Event(3, Poll.POLLOUT));
      assertThat(polled).succeedsWithin(10, TimeUnit.SECONDS);
    }
  }

  @EachPoller
  void poll_moreDescriptorsThanOneBatch_reportsEachOnce(PollerChoice choice) {
    int count = 300;
    List<Integer> dups =
        IntStream.range(0, count).mapToObj(i -> Plain.LIBC.dup(pair.ours())).toList();
    try (Poller poller = choice.open(syscalls)) {
      dups.forEach(fd -> assertThat(poller.add(fd, Poll.POLLOUT, fd)).isZero());
      List<Long> tags = new ArrayList<>();
      for (int round = 0; round < 4; round++) {
        poll(poller, 0).forEach(event -> tags.add(event.tag()));
      }
      assertThat(tags).doesNotHaveDuplicates().hasSize(count);
    } finally {
      dups.forEach(Plain.LIBC::close);
    }
  }

  @Test
  void open_autoWithoutEpoll_isPoll() {
    syscalls.fail(EPOLL_CREATE, Errno.ENOMEM);
    try (Poller poller = PollerChoice.AUTO.open(syscalls)) {
      assertThat(poller).isInstanceOf(PollPoller.class);
    }
  }

  @Test
  void open_epollThatCannotWatchItsWakeEvent_closesBothDescriptors() {
    syscalls.fail(EPOLL_ADD, Errno.ENOSPC);
    assertThatThrownBy(() -> PollerChoice.EPOLL.open(syscalls))
        .isInstanceOf(SyscallException.class)
        .hasMessage("epoll_ctl failed with ENOSPC");
    assertThat(syscalls.openDescriptors()).isEmpty();
  }

  @Test
  void open_epollWithoutEventfd_closesTheEpoll() {
    syscalls.fail(EVENTFD, Errno.EMFILE);
    assertThatThrownBy(() -> PollerChoice.EPOLL.open(syscalls))
        .isInstanceOf(SyscallException.class)
        .hasMessage("eventfd failed with EMFILE");
    assertThat(syscalls.openDescriptors()).isEmpty();
  }
}
