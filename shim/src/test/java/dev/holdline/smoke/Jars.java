package dev.holdline.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

/** The jars as they are handed out: made in the package phase, so tests of them run after it. */
final class Jars {
  /** The path of the main jar without its ending; the build tells. */
  private static final String JARS = System.getProperty("holdline.jars", "");

  private Jars() {}

  static Path of(String classifier) {
    assertThat(JARS).as("holdline.jars is set by mvn verify, which makes the jars").isNotEmpty();
    return Path.of(JARS + classifier + ".jar");
  }
}
