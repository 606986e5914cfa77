package dev.holdline.faults;

import static dev.holdline.fixture.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.Hold;
import dev.holdline.HoldStatus;
import dev.holdline.Holdline;
import dev.holdline.HoldlineConfig;
import dev.holdline.Holdlines;
import dev.holdline.SelectorPoller;
import dev.holdline.fixture.CapturedLog;
import dev.holdline.fixture.FaultySyscalls;
import dev.holdline.fixture.FaultySyscalls.Name;
import dev.holdline.fixture.Pair;
import dev.holdline.fixture.Plain;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * That waits are degraded is said aloud, once a cause. Each test has an errno of its own: no other
 * test of this process has told of it.
 */
final class DegradationLogTest {
  private static final int EXDEV = 18;
  private static final int ENODEV = 19;
  private static final int ENOTDIR = 20;
  private static final int EISDIR = 21;
  private static final int ESPIPE = 29;

  private final FaultySyscalls syscalls = new FaultySyscalls();
  @AutoClose private final Pair pair = new Pair();

  private Holdline holdline(SelectorPoller poller) {
    return Holdlines.on(syscalls, HoldlineConfig.builder().poller(poller).build());
  }

  private static List<String> told(String errno) {
    return CapturedLog.of("dev.holdline.held.Degradations").stream()
        .filter(entry -> entry.level() == System.Logger.Level.WARNING)
        .map(CapturedLog.Entry::message)
        .filter(message -> message.contains(errno))
        .toList();
  }

  @Test
  void register_refused_isWarnedOfOnceForAllDescriptors() {
    syscalls.fail(Name.EPOLL_ADD, fd -> fd == pair.ours() || fd == pair.peer(), EXDEV, 1_000);
    try (Holdline holdline = holdline(SelectorPoller.EPOLL);
        Hold ours = holdline.hold(pair.ours());
        Hold peer = holdline.hold(pair.peer())) {
      assertThat(ours.status().state()).isEqualTo(HoldStatus.State.DEGRADED);
      assertThat(peer.status().state()).isEqualTo(HoldStatus.State.DEGRADED);
      until(() -> !told("EXDEV").isEmpty());
      assertThat(told("EXDEV"))
          .singleElement()
          .asString()
          .contains("descriptor " + pair.ours(), "registering with the selector failed");
    }
  }

  @Test
  void selector_cannotBeOpened_isWarnedOfAtTheStart() {
    syscalls.fail(Name.EPOLL_CREATE, ENODEV);
    try (Holdline holdline = holdline(SelectorPoller.EPOLL);
        Hold hold = holdline.hold(pair.ours())) {
      assertThat(hold.status().state()).isEqualTo(HoldStatus.State.DEGRADED);
      until(() -> !told("ENODEV").isEmpty());
      assertThat(told("ENODEV")).singleElement().asString().contains("could not be opened");
    }
  }

  @Test
  void selector_lostTwice_isWarnedOf() {
    syscalls.fail(Name.EPOLL_WAIT, ENOTDIR);
    try (Holdline holdline = holdline(SelectorPoller.EPOLL);
        Hold hold = holdline.hold(pair.ours())) {
      until(() -> hold.status().state() == HoldStatus.State.DEGRADED);
      until(() -> !told("ENOTDIR").isEmpty());
      assertThat(told("ENOTDIR")).singleElement().asString().contains("failed twice");
    }
  }

  @Test
  void register_ofAFile_isNotWarnedOf(@TempDir Path directory) throws Exception {
    int file = Plain.open(java.nio.file.Files.createFile(directory.resolve("file")));
    syscalls.fail(Name.EPOLL_ADD, fd -> fd == file, EISDIR, 1_000);
    syscalls.fail(Name.EPOLL_ADD, fd -> fd == pair.ours(), ESPIPE, 1_000);
    try (Holdline holdline = holdline(SelectorPoller.EPOLL);
        Hold hold = holdline.hold(file);
        Hold ours = holdline.hold(pair.ours())) {
      assertThat(hold.status().state()).isEqualTo(HoldStatus.State.REFUSED);
      assertThat(ours.status().state()).isEqualTo(HoldStatus.State.DEGRADED);
      assertThat(told("EISDIR")).isEmpty();
    }
    Plain.LIBC.close(file);
  }
}
