package dev.holdline.contract;

import java.util.function.Supplier;

/** What a call returned, and whether its thread's interrupt flag was set after it. */
record Seen(Result result, boolean flag) {
  static Seen of(Supplier<Result> call) {
    Result result = call.get();
    return new Seen(result, Thread.currentThread().isInterrupted());
  }
}
