package dev.holdline.hook;

import java.io.IOException;
import java.nio.channels.Selector;
import jnr.enxio.channels.NativeSelectorProvider;

/** jnr-enxio's selector: it calls poll(2) between its begin and its end. */
public final class Selecting implements Program {
  private final Selector selector;

  public Selecting() throws IOException {
    selector = NativeSelectorProvider.getInstance().openSelector();
  }

  @Override
  public String run() throws IOException {
    return "selected " + selector.select();
  }

  @Override
  public void close() throws IOException {
    selector.close();
  }
}
