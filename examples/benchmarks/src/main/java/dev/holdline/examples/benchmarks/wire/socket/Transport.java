package dev.holdline.examples.benchmarks.wire.socket;

/** What carries the bytes. */
public enum Transport {
  TCP,
  UNIX
}
