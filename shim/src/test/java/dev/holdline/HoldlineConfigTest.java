package dev.holdline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdline.fixture.CapturedLog;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HoldlineConfigTest {
  private static HoldlineConfig from(Map<String, String> properties) {
    return HoldlineConfig.from(properties::get);
  }

  @Test
  void builder_untouched_hasTheDefaults() {
    HoldlineConfig config = HoldlineConfig.builder().build();

    assertThat(config.slice()).isEqualTo(Duration.ofSeconds(60));
    assertThat(config.readTimeoutCeiling()).isEqualTo(Duration.ofSeconds(75));
    assertThat(config.interrupts()).isEqualTo(Interrupts.SIGNAL);
    assertThat(config.wakeOnClose()).isTrue();
    assertThat(config.poller()).isEqualTo(SelectorPoller.AUTO);
    assertThat(config.directWaiters()).isEqualTo(256);
    assertThat(config.checkLengths()).isTrue();
    assertThat(config.enabled()).isTrue();
  }

  @Test
  void toString_namesEachSetting() {
    assertThat(HoldlineConfig.builder().slice(Duration.ofSeconds(7)).build())
        .hasToString(
            "HoldlineConfig[slice=PT7S, readTimeoutCeiling=PT1M15S, interrupts=SIGNAL,"
                + " wakeOnClose=true, poller=AUTO, directWaiters=256, checkLengths=true,"
                + " enabled=true]");
  }

  @Test
  void builder_eachSetting_isKept() {
    HoldlineConfig config =
        HoldlineConfig.builder()
            .slice(Duration.ofMillis(1))
            .readTimeoutCeiling(Duration.ofMillis(2))
            .interrupts(Interrupts.CLOSE)
            .wakeOnClose(false)
            .poller(SelectorPoller.POLL)
            .directWaiters(0)
            .checkLengths(false)
            .enabled(false)
            .build();

    assertThat(config.slice()).isEqualTo(Duration.ofMillis(1));
    assertThat(config.readTimeoutCeiling()).isEqualTo(Duration.ofMillis(2));
    assertThat(config.interrupts()).isEqualTo(Interrupts.CLOSE);
    assertThat(config.wakeOnClose()).isFalse();
    assertThat(config.poller()).isEqualTo(SelectorPoller.POLL);
    assertThat(config.directWaiters()).isZero();
    assertThat(config.checkLengths()).isFalse();
    assertThat(config.enabled()).isFalse();
  }

  @Test
  @SuppressWarnings("NullAway")
  void builder_null_isNamedAtTheSetter() {
    HoldlineConfig.Builder builder = HoldlineConfig.builder();
    assertThatThrownBy(() -> builder.slice(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("slice is null: pass for example Duration.ofSeconds(60)");
    assertThatThrownBy(() -> builder.readTimeoutCeiling(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("readTimeoutCeiling is null: pass for example Duration.ofSeconds(75)");
    assertThatThrownBy(() -> builder.interrupts(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("interrupts is null: pass for example Interrupts.SIGNAL");
    assertThatThrownBy(() -> builder.poller(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("poller is null: pass for example SelectorPoller.AUTO");
  }

  @Test
  void from_eachProperty_isRead() {
    HoldlineConfig config =
        from(
            Map.of(
                "holdline.slice", " PT0.5S ",
                "holdline.readTimeoutCeiling", "PT24H",
                "holdline.interrupts", "Ignore",
                "holdline.wakeOnClose", " FALSE",
                "holdline.poller", "epoll ",
                "holdline.directWaiters", "65536",
                "holdline.checkLengths", "False",
                "holdline.enabled", "false"));

    assertThat(config.slice()).isEqualTo(Duration.ofMillis(500));
    assertThat(config.readTimeoutCeiling()).isEqualTo(Duration.ofDays(1));
    assertThat(config.interrupts()).isEqualTo(Interrupts.IGNORE);
    assertThat(config.wakeOnClose()).isFalse();
    assertThat(config.poller()).isEqualTo(SelectorPoller.EPOLL);
    assertThat(config.directWaiters()).isEqualTo(65_536);
    assertThat(config.checkLengths()).isFalse();
    assertThat(config.enabled()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "holdline.slice              | 60s      | an ISO-8601 duration such as PT60S",
        "holdline.slice              | ''       | an ISO-8601 duration such as PT60S",
        "holdline.readTimeoutCeiling | 75       | an ISO-8601 duration such as PT60S",
        "holdline.interrupts         | throw    | one of signal, ignore, close",
        "holdline.wakeOnClose        | yes      | true or false",
        "holdline.poller             | kqueue   | one of auto, epoll, poll",
        "holdline.directWaiters      | many     | a whole number from 0 to 65536",
        "holdline.directWaiters      | 1e3      | a whole number from 0 to 65536",
        "holdline.directWaiters      | 4294967296 | a whole number from 0 to 65536",
        "holdline.checkLengths       | off      | true or false",
        "holdline.enabled            | 1        | true or false",
      })
  void from_unreadableValue_isRefusedWithNameValueAndLimit(
      String name, String value, String expected) {
    assertThatThrownBy(() -> from(Map.of(name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(name + "=" + value + " is refused: it must be " + expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "holdline.slice | PT0.000999999S | PT0.000999999S must be at least PT0.001S |"
            + " holdline.slice",
        "holdline.slice | PT-1S          | PT-1S must be at least PT0.001S          |"
            + " holdline.slice",
        "holdline.slice | PT0S           | PT0S must be at least PT0.001S           |"
            + " holdline.slice",
        "holdline.slice | PT75S | PT1M15S must be shorter than the read-timeout ceiling PT1M15S |"
            + " holdline.readTimeoutCeiling",
        "holdline.slice | PT80S | PT1M20S must be shorter than the read-timeout ceiling PT1M15S |"
            + " holdline.slice",
        "holdline.slice | P999999999D | must be shorter than | holdline.readTimeoutCeiling",
        "holdline.readTimeoutCeiling | PT30S | ceiling PT30S | lower holdline.slice",
        "holdline.readTimeoutCeiling | PT24H0.001S | PT24H0.001S must be at most PT24H |"
            + " holdline.readTimeoutCeiling",
        "holdline.directWaiters | -1    | -1 must be 0 to 65536    | holdline.directWaiters",
        "holdline.directWaiters | 65537 | 65537 must be 0 to 65536 | holdline.directWaiters",
      })
  void from_valueOutsideItsLimits_isRefusedWithBothAndWhatToDo(
      String name, String value, String problem, String remedy) {
    assertThatThrownBy(() -> from(Map.of(name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(problem)
        .hasMessageContaining(remedy);
  }

  @Test
  void fromSystemProperties_noneSet_isTheDefault() {
    assertThat(HoldlineConfig.fromSystemProperties().slice())
        .isEqualTo(HoldlineConfig.builder().build().slice());
  }

  @Test
  void fromSystemProperties_misspeltProperty_isWarnedOfOnce() {
    System.setProperty("holdline.sliec", "PT1S");
    try {
      HoldlineConfig.fromSystemProperties();
      HoldlineConfig.fromSystemProperties();
    } finally {
      System.clearProperty("holdline.sliec");
    }
    assertThat(CapturedLog.of(HoldlineConfig.class))
        .filteredOn(entry -> entry.message().contains("holdline.sliec"))
        .hasSize(1);
  }

  @Test
  void unknown_misspeltProperty_isNamed() {
    assertThat(
            HoldlineConfig.unknown(
                Set.of("holdline.slize", "holdline.slice", "java.home", "holdline.enabled")))
        .containsExactly("holdline.slize");
  }
}
