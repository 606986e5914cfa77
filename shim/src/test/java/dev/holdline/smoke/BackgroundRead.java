package dev.holdline.smoke;

import dev.holdline.Holdline;
import dev.holdline.posix.LibC;
import dev.holdline.posix.PosixError;

/** Reads the terminal that it was started with, and prints what that returns. */
final class BackgroundRead {
  private BackgroundRead() {}

  public static void main(String[] args) {
    LibC c = Holdline.load(LibC.class, "c");
    long n = c.read(0, new byte[8], 8);
    String error = n < 0 ? PosixError.last().name() : "";
    System.out.println("read: " + n + " " + error);
  }
}
