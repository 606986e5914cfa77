package dev.holdline.examples.benchmarks.wire.server;

/** What a server does with the bytes that come. */
public enum Service {
  /** Sends them back. */
  ECHO,
  /** Swallows them, and closes when the client has shut down. */
  SINK
}
