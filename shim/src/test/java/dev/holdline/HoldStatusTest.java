package dev.holdline;

import static dev.holdline.posix.Sockets.MSG_DONTWAIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdline.fixture.FaultySyscalls;
import dev.holdline.fixture.Pair;
import dev.holdline.fixture.Plain;
import dev.holdline.posix.LibC;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a hold says of each kind of file, and in each state. */
@SuppressWarnings("try") // closing is what some tests are about
final class HoldStatusTest {
  private static final int NOT_OPEN = 1_000_000;

  private final FaultySyscalls syscalls = new FaultySyscalls();
  @AutoClose private final Pair pair = new Pair();

  @AutoClose
  private final Holdline holdline = Holdlines.on(syscalls, HoldlineConfig.builder().build());

  private final LibC libc = holdline.wrap(LibC.class, Plain.LIBC);

  @Test
  void hold_negativeNumber_isRefusedWithTheValue() {
    assertThatThrownBy(() -> holdline.hold(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("descriptor -1 must be at least 0");
  }

  @Test
  void status_ofSocketAndPipe_isEffective() {
    int[] pipe = new int[2];
    Plain.LIBC.pipe(pipe);
    try (Hold socket = holdline.hold(pair.ours());
        Hold pipeEnd = holdline.hold(pipe[0])) {
      assertThat(socket.status()).isEqualTo(new HoldStatus(HoldStatus.State.EFFECTIVE, ""));
      assertThat(pipeEnd.status().state()).isEqualTo(HoldStatus.State.EFFECTIVE);
      assertThat(socket.fd()).isEqualTo(pair.ours());
      assertThat(socket).hasToString("Hold[fd=" + pair.ours() + ", EFFECTIVE]");
    }
    Plain.LIBC.close(pipe[0]);
    Plain.LIBC.close(pipe[1]);
  }

  @Test
  void status_ofEventfd_isUnverifiedWithTheReason() {
    int eventfd = syscalls.eventfd();
    try (Hold hold = holdline.hold(eventfd)) {
      assertThat(hold.status().state()).isEqualTo(HoldStatus.State.UNVERIFIED);
      assertThat(hold.status().reason()).contains("descriptor " + eventfd, "anonymous inodes");
    }
    Plain.LIBC.close(eventfd);
  }

  @Test
  void status_ofRegularFile_isRefusedWithTheReason(@TempDir Path directory) throws Exception {
    int file = Plain.open(java.nio.file.Files.createFile(directory.resolve("file")));
    try (Hold hold = holdline.hold(file)) {
      assertThat(hold.status().state()).isEqualTo(HoldStatus.State.REFUSED);
      assertThat(hold.status().reason()).contains("is a file, whose reads never wait");
    }
    Plain.LIBC.close(file);
  }

  @Test
  void status_ofNothing_isRefusedAndAllElseQuiet() {
    try (Hold hold = holdline.hold(NOT_OPEN)) {
      assertThat(hold.status())
          .isEqualTo(new HoldStatus(HoldStatus.State.REFUSED, "descriptor 1000000 is not open"));
      hold.wake();
      assertThat(hold.isPeerGone()).isFalse();
      assertThat(hold.waits() + hold.slices() + hold.audits() + hold.wakeups()).isZero();
    }
  }

  @Test
  void status_afterGatedClose_isRefused() {
    try (Hold hold = holdline.hold(pair.ours())) {
      assertThat(libc.close(pair.ours())).isZero();
      pair.oursIsClosed();
      assertThat(hold.status().state()).isEqualTo(HoldStatus.State.REFUSED);
      assertThat(hold.status().reason()).contains("was closed");
    }
  }

  @Test
  void status_afterRelease_saysThatItWasReleased() {
    Hold hold = holdline.hold(pair.ours());
    hold.close();
    assertThat(hold.status())
        .isEqualTo(
            new HoldStatus(
                HoldStatus.State.REFUSED,
                "this hold of descriptor "
                    + pair.ours()
                    + " was released: hold the descriptor again"));
  }

  @Test
  void status_ofDescriptorThatOnlyNamesAFile_saysSo(@TempDir Path directory) {
    int path = Plain.openPath(directory);
    try (Hold hold = holdline.hold(path)) {
      assertThat(hold.status().state()).isEqualTo(HoldStatus.State.REFUSED);
      assertThat(hold.status().reason())
          .isEqualTo(
              "descriptor "
                  + path
                  + " was opened with O_PATH: it only names a file, which cannot be read through"
                  + " it or waited for");
    }
    Plain.LIBC.close(path);
  }

  @Test
  void status_afterHoldlineClosed_isDegradedWithTheReason() {
    try (Hold hold = holdline.hold(pair.ours())) {
      holdline.close();
      assertThat(hold.status())
          .isEqualTo(new HoldStatus(HoldStatus.State.DEGRADED, "the selector was closed"));
    }
  }

  @Test
  void status_notEnabled_isRefusedWithTheReason() {
    HoldlineConfig off = HoldlineConfig.builder().enabled(false).build();
    try (Holdline holdline = Holdline.create(off);
        Hold hold = holdline.hold(0)) {
      assertThat(hold.status().state()).isEqualTo(HoldStatus.State.REFUSED);
      assertThat(hold.status().reason()).contains("holdline.enabled is false");
    }
  }

  /** The file is the same, and open; who looks after it is another one. */
  @Test
  void status_holdlineClosedAndAnotherTookOver_isOfTheOpenDescriptor() {
    HoldlineConfig config = HoldlineConfig.builder().build();
    Holdline first = Holdline.create(config);
    try (Hold hold = first.hold(pair.ours())) {
      first.close();
      assertThat(hold.status().state()).isEqualTo(HoldStatus.State.DEGRADED);
      try (Holdline second = Holdline.create(config);
          Hold other = second.hold(pair.ours())) {
        assertThat(other.status().state()).isEqualTo(HoldStatus.State.EFFECTIVE);
        assertThat(hold.status().state()).isEqualTo(HoldStatus.State.EFFECTIVE);
        second.wrap(LibC.class, Plain.LIBC).recv(pair.ours(), new byte[1], 1, MSG_DONTWAIT);
        assertThat(hold.waits()).isEqualTo(other.waits());
      }
    }
  }
}
