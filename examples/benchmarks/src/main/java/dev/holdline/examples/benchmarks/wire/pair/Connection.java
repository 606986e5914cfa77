package dev.holdline.examples.benchmarks.wire.pair;

import java.io.Closeable;
import java.io.IOException;

/** A connection with both its ends in this process; each end is used by one thread. */
interface Connection extends Closeable {
  /** Sends a message on the near end and takes it back. */
  void ping() throws IOException;

  /** Takes a message on the far end and sends it back. */
  void echo() throws IOException;

  /** Opens connections of one kind. */
  interface Opener {
    Connection open() throws IOException;
  }
}
