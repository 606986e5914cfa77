package dev.holdline.smoke;

import dev.holdline.Holdline;
import dev.holdline.posix.LibC;

/** A porter's program with a bad property: tries each way in more than once, then mends it. */
public final class Twice {
  private Twice() {}

  public static void main(String[] arguments) {
    attempt("shared", Holdline::shared);
    attempt("shared", Holdline::shared);
    attempt("load", () -> Holdline.load(LibC.class, "c"));
    attempt("load", () -> Holdline.load(LibC.class, "c"));
    attempt("report", () -> Holdline.report(LibC.class));
    System.clearProperty("holdline.slice");
    System.out.println("then " + Holdline.shared().config().slice());
  }

  private static void attempt(String what, Runnable way) {
    try {
      way.run();
      System.out.println(what + " worked");
    } catch (Throwable refused) {
      System.out.println(what + " " + refused);
    }
  }
}
