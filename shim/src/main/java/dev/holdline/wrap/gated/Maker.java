package dev.holdline.wrap.gated;

import dev.holdline.gate.Gate;
import dev.holdline.wrap.gated.Calls.Function;

/** Makes one of the functions that Holdline knows by name. */
interface Maker {
  /**
   * Makes it as a library declares it.
   *
   * @throws IllegalArgumentException when it has another shape than it must have
   */
  Function make(Gate gate, Target target);
}
