package dev.holdline.examples.mqtt.show;

/** How a scene went, in the words of the table. */
record Outcome(Verdict verdict, String text) {
  enum Verdict {
    AS_PROMISED,
    BROKEN,
    NOT_SHOWN
  }

  static Outcome asPromised(String text) {
    return new Outcome(Verdict.AS_PROMISED, text);
  }

  static Outcome broken(String text) {
    return new Outcome(Verdict.BROKEN, text);
  }

  static Outcome notShown(String text) {
    return new Outcome(Verdict.NOT_SHOWN, text);
  }
}
