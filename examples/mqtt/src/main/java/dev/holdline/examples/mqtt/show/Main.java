package dev.holdline.examples.mqtt.show;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Starts the show: {@code [--broker HOST:PORT]}. Exits with 0 when every promise was kept, 1 when
 * one was not or the broker cannot be used, 2 for a wrong argument.
 */
public final class Main {
  private static final int BROKEN = 1;
  private static final int USAGE = 2;
  private static final Duration CURTAIN = Duration.ofSeconds(55);

  private Main() {}

  public static void main(String[] args) {
    Arguments arguments;
    try {
      arguments = Arguments.parse(List.of(args));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "; see --help");
      System.exit(USAGE);
      return;
    }
    endByItself();
    // Exit, not return: the broker's threads are no daemons, and readers may be stuck.
    System.exit(show(arguments));
  }

  private static int show(Arguments arguments) {
    try {
      Broker broker = broker(arguments);
      System.out.println("Using " + broker);
      return new Show(broker, System.out).play() ? 0 : BROKEN;
    } catch (IOException | IllegalStateException e) {
      System.err.println("the broker cannot be used: " + e.getMessage());
      return BROKEN;
    }
  }

  private static Broker broker(Arguments arguments) throws IOException {
    return arguments.broker().isPresent()
        ? new RemoteBroker(arguments.broker().get())
        : EmbeddedBroker.start();
  }

  // Every wait is bounded; this is for the wait that a broken promise made endless.
  private static void endByItself() {
    Thread curtain =
        new Thread(
            () -> {
              try {
                Thread.sleep(CURTAIN.toMillis());
              } catch (InterruptedException e) {
                return;
              }
              System.err.println("the show did not end within " + CURTAIN.toSeconds() + " s");
              Runtime.getRuntime().halt(BROKEN);
            },
            "curtain");
    curtain.setDaemon(true);
    curtain.start();
  }
}
