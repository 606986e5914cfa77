package dev.holdline.held;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.posix.Poll;
import org.junit.jupiter.api.Test;

final class EventListTest {
  private static final class Names extends EventList<String> {}

  private final Names names = new Names();

  private void holds(String... expected) {
    assertThat(names.size()).isEqualTo(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(names.get(i)).isEqualTo(expected[i]);
    }
  }

  @Test
  void remove_theOnlyOne_leavesNoneAndRoomForAnother() {
    names.add("first", Poll.POLLIN);
    names.remove("first");
    holds();

    names.add("second", Poll.POLLOUT);

    holds("second");
    assertThat(names.events(0)).isEqualTo(Poll.POLLOUT);
  }

  @Test
  void add_whoWasTheOnlyOneBefore_hasTheEventsOfNow() {
    names.add("first", Poll.POLLIN);
    names.remove("first");

    names.add("first", Poll.POLLOUT);

    holds("first");
    assertThat(names.events(0)).isEqualTo(Poll.POLLOUT);
  }

  @Test
  void remove_oneOfSeveral_keepsTheOthersInOrder() {
    names.add("first", 1);
    names.add("second", 2);
    names.add("first", 4);
    names.add("third", 8);

    names.remove("first");

    holds("second", "third");
    assertThat(names.events(0)).isEqualTo(2);
    assertThat(names.events(1)).isEqualTo(8);
  }

  @Test
  void remove_nobodyHere_changesNothing() {
    names.add("first", 1);
    names.remove("first");
    names.remove("first");
    holds();

    names.add("second", 2);
    names.remove("first"); // who was here before
    holds("second");
  }

  @Test
  void shrink_toNone_holdsNone() {
    names.add("first", 1);
    names.add("second", 2);

    names.shrink(0);

    holds();
  }
}
