package dev.holdline;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How threads wait. Immutable. Each setting is also a system property, named in its builder method,
 * for those who cannot edit the code.
 */
public final class HoldlineConfig {
  private static final Set<String> WARNED_OF = ConcurrentHashMap.newKeySet();

  private static final Duration SHORTEST_SLICE = Duration.ofMillis(1);

  /**
   * In slices of this ten thousand waits, 256 of them direct, cost most of a core: the end of a
   * slice was measured at 15 us of CPU time for a thread that waits by itself, and 1.2 us for a
   * parked one.
   */
  private static final Duration CHEAP_SLICE = Duration.ofMillis(20);

  private static final AtomicBoolean SHORT_TOLD = new AtomicBoolean();
  private static final Duration LONGEST_CEILING = Duration.ofDays(1);
  private static final int MOST_DIRECT_WAITERS = 65_536;

  private static final List<String> NAMES = names(); // last: it reads the defaults

  private final Duration slice;
  private final Duration readTimeoutCeiling;
  private final Interrupts interrupts;
  private final boolean wakeOnClose;
  private final SelectorPoller poller;
  private final int directWaiters;
  private final boolean checkLengths;
  private final boolean enabled;

  private HoldlineConfig(Builder builder) {
    slice = builder.slice;
    readTimeoutCeiling = builder.readTimeoutCeiling;
    interrupts = builder.interrupts;
    wakeOnClose = builder.wakeOnClose;
    poller = builder.poller;
    directWaiters = builder.directWaiters;
    checkLengths = builder.checkLengths;
    enabled = builder.enabled;
  }

  /** Returns the settings, each by the name of its system property. */
  @Override
  public String toString() {
    return "HoldlineConfig[slice="
        + slice
        + ", readTimeoutCeiling="
        + readTimeoutCeiling
        + ", interrupts="
        + interrupts
        + ", wakeOnClose="
        + wakeOnClose
        + ", poller="
        + poller
        + ", directWaiters="
        + directWaiters
        + ", checkLengths="
        + checkLengths
        + ", enabled="
        + enabled
        + "]";
  }

  /** Returns a builder with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the defaults, changed by the system properties that are set.
   *
   * @throws IllegalArgumentException for a bad value, with its name, the value and the limit
   */
  public static HoldlineConfig fromSystemProperties() {
    Set<String> unknown = unknown(System.getProperties().stringPropertyNames());
    unknown.removeIf(name -> !WARNED_OF.add(name));
    if (!unknown.isEmpty()) {
      System.getLogger(HoldlineConfig.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "Holdline does not know {0} and ignores it: its properties are {1}",
              unknown,
              NAMES);
    }
    return from(System::getProperty);
  }

  /**
   * Returns those of the names that look like ours and are not: misspelt, or of another version.
   */
  static Set<String> unknown(Set<String> names) {
    Set<String> unknown = new TreeSet<>();
    for (String name : names) {
      if (name.startsWith("holdline.") && !NAMES.contains(name)) {
        unknown.add(name);
      }
    }
    return unknown;
  }

  private static List<String> names() {
    List<String> asked = new ArrayList<>();
    from(
        name -> {
          asked.add(name);
          return null;
        });
    return List.copyOf(asked);
  }

  static HoldlineConfig from(Function<String, @Nullable String> property) {
    Properties properties = new Properties(property);
    Builder builder = builder();
    builder.slice(properties.duration("holdline.slice", builder.slice));
    builder.readTimeoutCeiling(
        properties.duration("holdline.readTimeoutCeiling", builder.readTimeoutCeiling));
    builder.interrupts(properties.choice("holdline.interrupts", builder.interrupts));
    builder.wakeOnClose(properties.flag("holdline.wakeOnClose", builder.wakeOnClose));
    builder.poller(properties.choice("holdline.poller", builder.poller));
    builder.directWaiters(properties.number("holdline.directWaiters", builder.directWaiters));
    builder.checkLengths(properties.flag("holdline.checkLengths", builder.checkLengths));
    builder.enabled(properties.flag("holdline.enabled", builder.enabled));
    return builder.build();
  }

  /** Returns the longest single wait in the kernel. */
  public Duration slice() {
    return slice;
  }

  /** Returns the read timeout that no wait may reach. */
  public Duration readTimeoutCeiling() {
    return readTimeoutCeiling;
  }

  /** Returns what an interrupt does to a wait. */
  public Interrupts interrupts() {
    return interrupts;
  }

  /** Returns whether closing a descriptor ends the waits on it. */
  public boolean wakeOnClose() {
    return wakeOnClose;
  }

  /** Returns which mechanism the selector uses. */
  public SelectorPoller poller() {
    return poller;
  }

  /** Returns how many platform threads wait by themselves before more of them park. */
  public int directWaiters() {
    return directWaiters;
  }

  /** Returns whether a length that its buffer does not have is refused. */
  public boolean checkLengths() {
    return checkLengths;
  }

  /** Returns whether libraries are gated at all. */
  public boolean enabled() {
    return enabled;
  }

  private static void warnOfShort(Duration slice) {
    System.getLogger(HoldlineConfig.class.getName())
        .log(
            System.Logger.Level.WARNING,
            "slice "
                + slice
                + " is shorter than "
                + CHEAP_SLICE
                + ": the end of each costs about 15 us of CPU time for a thread that waits by"
                + " itself, and 1 us for one that is parked, so that many of them keep a core busy."
                + " Nobody sees a slice end: raise holdline.slice");
  }

  /** Collects settings; {@link #build} checks them. Not thread-safe. */
  public static final class Builder {
    private Duration slice = Duration.ofSeconds(60);
    private Duration readTimeoutCeiling = Duration.ofSeconds(75);
    private Interrupts interrupts = Interrupts.SIGNAL;
    private boolean wakeOnClose = true;
    private SelectorPoller poller = SelectorPoller.AUTO;
    private int directWaiters = 256;
    private boolean checkLengths = true;
    private boolean enabled = true;

    private Builder() {}

    /** {@code holdline.slice}: longest single wait in the kernel, at least 1 ms. */
    public Builder slice(Duration value) {
      slice =
          Objects.requireNonNull(value, "slice is null: pass for example Duration.ofSeconds(60)");
      return this;
    }

    /** {@code holdline.readTimeoutCeiling}: a slice must be shorter; at most 1 day. */
    public Builder readTimeoutCeiling(Duration value) {
      readTimeoutCeiling =
          Objects.requireNonNull(
              value, "readTimeoutCeiling is null: pass for example Duration.ofSeconds(75)");
      return this;
    }

    /** {@code holdline.interrupts}: signal, ignore or close. */
    public Builder interrupts(Interrupts value) {
      interrupts =
          Objects.requireNonNull(value, "interrupts is null: pass for example Interrupts.SIGNAL");
      return this;
    }

    /** {@code holdline.wakeOnClose}: true, or false for the behaviour of bare Linux. */
    public Builder wakeOnClose(boolean value) {
      wakeOnClose = value;
      return this;
    }

    /** {@code holdline.poller}: auto, epoll or poll. */
    public Builder poller(SelectorPoller value) {
      poller =
          Objects.requireNonNull(value, "poller is null: pass for example SelectorPoller.AUTO");
      return this;
    }

    /** {@code holdline.directWaiters}: 0 to 65536. */
    public Builder directWaiters(int value) {
      directWaiters = value;
      return this;
    }

    /**
     * {@code holdline.checkLengths}: true, or false to let {@code recv}, {@code send} and their kin
     * run over the end of a buffer that is shorter than the length beside it, as plain JNR-FFI
     * does.
     */
    public Builder checkLengths(boolean value) {
      checkLengths = value;
      return this;
    }

    /** {@code holdline.enabled}: false to load and wrap libraries without gating them. */
    public Builder enabled(boolean value) {
      enabled = value;
      return this;
    }

    /**
     * Returns the configuration.
     *
     * @throws IllegalArgumentException for a value outside its limits, with what to do about it
     */
    public HoldlineConfig build() {
      check(
          slice.compareTo(SHORTEST_SLICE) >= 0,
          "slice " + slice + " must be at least " + SHORTEST_SLICE + ": raise holdline.slice");
      check(
          readTimeoutCeiling.compareTo(LONGEST_CEILING) <= 0,
          "read-timeout ceiling "
              + readTimeoutCeiling
              + " must be at most "
              + LONGEST_CEILING
              + ": lower holdline.readTimeoutCeiling");
      check(
          slice.compareTo(readTimeoutCeiling) < 0,
          "slice "
              + slice
              + " must be shorter than the read-timeout ceiling "
              + readTimeoutCeiling
              + ": lower holdline.slice or raise holdline.readTimeoutCeiling");
      check(
          directWaiters >= 0 && directWaiters <= MOST_DIRECT_WAITERS,
          "direct waiters "
              + directWaiters
              + " must be 0 to "
              + MOST_DIRECT_WAITERS
              + ": change holdline.directWaiters");
      if (slice.compareTo(CHEAP_SLICE) < 0 && SHORT_TOLD.compareAndSet(false, true)) {
        warnOfShort(slice);
      }
      return new HoldlineConfig(this);
    }

    private static void check(boolean fulfilled, String problem) {
      if (!fulfilled) {
        throw new IllegalArgumentException(problem);
      }
    }
  }

  /** Reads system properties. */
  private record Properties(Function<String, @Nullable String> property) {
    Duration duration(String name, Duration otherwise) {
      String value = property.apply(name);
      try {
        return value == null ? otherwise : Duration.parse(value.strip());
      } catch (DateTimeException bad) {
        throw refused(name, value, "an ISO-8601 duration such as PT60S");
      }
    }

    int number(String name, int otherwise) {
      String value = property.apply(name);
      try {
        return value == null ? otherwise : Integer.parseInt(value.strip());
      } catch (NumberFormatException bad) {
        throw refused(name, value, "a whole number from 0 to " + MOST_DIRECT_WAITERS);
      }
    }

    boolean flag(String name, boolean otherwise) {
      String value = property.apply(name);
      if (value == null) {
        return otherwise;
      }
      return switch (value.strip().toLowerCase(Locale.ROOT)) {
        case "true" -> true;
        case "false" -> false;
        default -> throw refused(name, value, "true or false");
      };
    }

    <E extends Enum<E>> E choice(String name, E otherwise) {
      String value = property.apply(name);
      if (value == null) {
        return otherwise;
      }
      E[] choices = otherwise.getDeclaringClass().getEnumConstants();
      return Arrays.stream(choices)
          .filter(choice -> choice.name().equalsIgnoreCase(value.strip()))
          .findFirst()
          .orElseThrow(() -> refused(name, value, oneOf(choices)));
    }

    private static String oneOf(Enum<?>[] choices) {
      return Arrays.stream(choices)
          .map(choice -> choice.name().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(", ", "one of ", ""));
    }

    private static IllegalArgumentException refused(
        String name, @Nullable String value, String expected) {
      return new IllegalArgumentException(
          name + "=" + value + " is refused: it must be " + expected);
    }
  }
}
