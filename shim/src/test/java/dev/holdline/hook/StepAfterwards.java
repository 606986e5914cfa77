package dev.holdline.hook;

import dev.holdline.fixture.Pair;
import dev.holdline.fixture.Plain;
import dev.holdline.posix.LibC;

/** A call that waits and is answered, and then a step that only the program's own hook can end. */
final class StepAfterwards extends OwnSelector {
  private final LibC libc;
  private final LibCall first;
  private final Pair pair = new Pair();
  private volatile boolean answered;

  StepAfterwards(LibC libc, LibCall first) {
    this.libc = libc;
    this.first = first;
  }

  @Override
  public String run() {
    begin();
    try {
      long result = first.run(libc, pair.ours());
      answered = true;
      return "first " + result + ", then woken " + pollPlain();
    } finally {
      end();
    }
  }

  @Override
  public void feed() {
    Plain.send(pair.peer(), 42);
  }

  @Override
  public boolean isAtLastStep() {
    return answered;
  }

  @Override
  protected void implCloseSelector() {
    super.implCloseSelector();
    pair.close();
  }
}
