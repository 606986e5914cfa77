package dev.holdline.wrap;

import dev.holdline.gate.Gate;
import dev.holdline.wrap.codegen.GatedFunction;

/** Makes one of the functions that Holdline knows by name. */
interface FunctionMaker {
  /**
   * Makes it as a library declares it.
   *
   * @throws IllegalArgumentException when it has another shape than it must have
   */
  GatedFunction make(Gate gate, DeclaredFunction declared);
}
