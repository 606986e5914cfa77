package dev.holdline.smoke;

import dev.holdline.Holdline;
import dev.holdline.posix.LibC;

/** A porter's program, run in a process of its own: receives one byte and prints it. */
public final class Receives {
  private Receives() {}

  public static void main(String[] arguments) throws InterruptedException {
    LibC libc = Holdline.load(LibC.class, "c");
    int[] pair = new int[2];
    libc.socketpair(1, 1, 0, pair);
    Thread peer = new Thread(() -> libc.send(pair[1], new byte[] {42}, 1, 0));
    peer.start();
    byte[] bytes = new byte[4];
    long received = libc.recv(pair[0], bytes, bytes.length, 0);
    peer.join();
    String from = Holdline.class.getModule().isNamed() ? "module path" : "class path";
    System.out.println("received " + received + ": " + bytes[0] + " on the " + from);
  }
}
