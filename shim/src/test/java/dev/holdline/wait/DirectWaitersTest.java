package dev.holdline.wait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdline.fixture.FaultySyscalls;
import dev.holdline.fixture.FaultySyscalls.Name;
import dev.holdline.posix.Errno;
import dev.holdline.posix.kernel.SyscallException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class DirectWaitersTest {
  private static final int LIMIT = 40;

  private final FaultySyscalls syscalls = new FaultySyscalls();
  @AutoClose private final DirectWaiters waiters = new DirectWaiters(syscalls, LIMIT);

  private static <T> T inNewThread(Supplier<T> action) {
    return CompletableFuture.supplyAsync(action, task -> new Thread(task).start()).join();
  }

  private DirectWaiter borrowed() {
    return Objects.requireNonNull(waiters.borrow());
  }

  @Test
  void borrow_sameThread_getsItsOwnAgain() {
    DirectWaiter first = borrowed();
    waiters.giveBack(first);
    assertThat(waiters.borrow()).isSameAs(first);
    waiters.giveBack(first);
  }

  @Test
  void borrow_beyondTheLimit_isRefusedUntilOneIsBack() {
    List<DirectWaiter> lent = new ArrayList<>();
    for (int i = 0; i < LIMIT; i++) {
      lent.add(borrowed());
    }
    assertThat(lent).doesNotHaveDuplicates();
    assertThat(waiters.borrow()).isNull();
    assertThat(inNewThread(() -> waiters.borrow() == null)).isTrue();
    DirectWaiter back = lent.get(7);
    waiters.giveBack(back);
    assertThat(inNewThread(this::borrowed)).isSameAs(back);
    lent.forEach(waiters::giveBack);
  }

  @Test
  void borrow_threadsThatComeAndGo_shareAFew() {
    Set<DirectWaiter> seen = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      seen.add(
          inNewThread(
              () -> {
                DirectWaiter waiter = borrowed();
                waiters.giveBack(waiter);
                return waiter;
              }));
    }
    assertThat(seen).hasSizeLessThanOrEqualTo(16);
  }

  @Test
  void borrow_limitOfZero_isRefused() {
    assertThat(new DirectWaiters(syscalls, 0).borrow()).isNull();
  }

  @Test
  void borrow_noEventfd_failsAndLeavesRoom() {
    syscalls.fail(Name.EVENTFD, Errno.EMFILE);
    for (int i = 0; i <= LIMIT; i++) {
      assertThatThrownBy(waiters::borrow).isInstanceOf(SyscallException.class);
    }
    syscalls.heal();
    waiters.giveBack(borrowed());
  }

  @Test
  void close_someLent_closesThoseWhenTheyComeBack() {
    DirectWaiter lent = borrowed();
    waiters.giveBack(inNewThread(this::borrowed));
    waiters.close();
    assertThat(syscalls.openDescriptors()).hasSize(1);
    waiters.giveBack(lent);
    assertThat(syscalls.openDescriptors()).isEmpty();
  }
}
