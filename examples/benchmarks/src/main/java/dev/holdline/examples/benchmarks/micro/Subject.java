package dev.holdline.examples.benchmarks.micro;

import java.util.ArrayList;
import java.util.List;

/**
 * What is counted: one gated call in one of the two situations it can meet.
 *
 * @param waits whether the call has to wait each time, or never
 */
public record Subject(GatedCall call, boolean waits) {
  /** Returns all of them, in an order that never changes. */
  public static List<Subject> all() {
    List<Subject> all = new ArrayList<>();
    for (GatedCall call : GatedCall.values()) {
      all.add(new Subject(call, false));
      if (call.waits()) {
        all.add(new Subject(call, true));
      }
    }
    return List.copyOf(all);
  }

  @Override
  public String toString() {
    return call.label() + (waits ? ", waiting" : ", ready");
  }
}
