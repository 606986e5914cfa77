package dev.holdline.examples.mqtt.show;

import java.util.OptionalInt;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import jnr.constants.platform.Errno;

/**
 * A thread closes the descriptor that another waits on, as every C program's shutdown path does.
 */
final class CloseScene implements Scene {
  @Override
  public String title() {
    return "close by another thread ends recv";
  }

  @Override
  public Outcome play(Stage stage) throws Exception {
    Reader reader = new Reader(stage, "close");
    reader.awaitBlocked();
    FutureTask<Integer> close = new FutureTask<>(reader.client()::close);
    Thread closer = new Thread(close, "closer");
    closer.setDaemon(true);
    Elapsed elapsed = new Elapsed();
    closer.start();
    OptionalInt ended = reader.ended(stage.patience());
    if (ended.isEmpty()) {
      // It sits in the kernel on the old open file until the broker hangs up: whoever gets the
      // number next is not disturbed, because the loop does not come back for another recv.
      return Outcome.broken("stuck, " + elapsed + " and counting");
    }
    String text = Reader.name(ended.getAsInt()) + " after " + elapsed;
    int closed = close.get(stage.patience().toMillis(), TimeUnit.MILLISECONDS);
    return ended.getAsInt() == Errno.EBADF.intValue() && closed == 0
        ? Outcome.asPromised(text)
        : Outcome.broken(text + ", close returned " + closed);
  }
}
