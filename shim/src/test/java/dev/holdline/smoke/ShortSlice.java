package dev.holdline.smoke;

import dev.holdline.HoldlineConfig;
import dev.holdline.fixture.CapturedLog;
import java.time.Duration;

/** A porter's program with slices of one length after the other. */
public final class ShortSlice {
  private ShortSlice() {}

  public static void main(String[] arguments) {
    for (String slice : arguments) {
      System.out.println(HoldlineConfig.builder().slice(Duration.parse(slice)).build().slice());
    }
    CapturedLog.of(HoldlineConfig.class).forEach(each -> System.out.println(each.message()));
  }
}
