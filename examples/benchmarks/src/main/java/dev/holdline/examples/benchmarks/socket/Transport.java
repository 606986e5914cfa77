package dev.holdline.examples.benchmarks.socket;

/** What carries the bytes. */
public enum Transport {
  TCP,
  UNIX
}
