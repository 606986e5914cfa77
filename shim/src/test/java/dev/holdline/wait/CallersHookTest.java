package dev.holdline.wait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdline.fixture.CapturedLog;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whether a thread has a hook for interrupts of its own, which no JDK tells. */
@ExtendWith(CapturedLog.Emptied.class)
final class CallersHookTest {
  private static final class Channel extends AbstractInterruptibleChannel {
    void enter() {
      begin();
    }

    void leave() throws Exception {
      end(true);
    }

    @Override
    protected void implCloseChannel() {}
  }

  @Test
  void isInPlace_beforeWithinAndAfterAChannel_isSeen() throws Exception {
    Channel channel = new Channel();
    assertThat(CallersHook.isInPlace()).isFalse();
    channel.enter();
    assertThat(CallersHook.isInPlace()).isTrue();
    channel.leave();
    assertThat(CallersHook.isInPlace()).isFalse();
    assertThat(CapturedLog.of(CallersHook.class)).isEmpty();
  }

  /** The flag is set here as JDK 25 does before it calls the hook. */
  @Test
  void interruptChannel_beforeAnybodyElseCalledTheHook_closesIt() throws Exception {
    Channel channel = new Channel();
    channel.enter();
    Thread.currentThread().interrupt();
    assertThat(CallersHook.interruptChannel()).isTrue();
    assertThat(Thread.interrupted()).isTrue();
    assertThatThrownBy(channel::leave).isInstanceOf(ClosedByInterruptException.class);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void interruptChannel_withoutAnInterrupt_leavesItOpen() throws Exception {
    Channel channel = new Channel();
    assertThat(CallersHook.interruptChannel()).isFalse();
    channel.enter();
    assertThat(CallersHook.interruptChannel()).isTrue();
    channel.leave();
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void isInPlace_withinASelector_isSeenAndNotAChannels() {
    InterruptHook selector = new InterruptHook(() -> {});
    selector.enter();
    assertThat(CallersHook.isInPlace()).isTrue();
    assertThat(CallersHook.interruptChannel()).isFalse();
    selector.leave();
    assertThat(CallersHook.isInPlace()).isFalse();
  }

  @Test
  void find_onAJdkWithoutTheFields_seesNoneAndSaysWhatToDo() {
    CallersHook none = CallersHook.find(List.of("elsewhere"));
    assertThat(none.of(Thread.currentThread())).isNull();
    assertThat(CapturedLog.of(CallersHook.class))
        .singleElement()
        .satisfies(
            entry ->
                assertThat(entry.message())
                    .contains(
                        "[elsewhere]",
                        "--add-modules jdk.unsupported",
                        "holdline.directWaiters=0"));
  }
}
