package dev.holdline.examples.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each scene works for both contenders, again and again: what is timed is what is meant. */
class GatedCallTest {
  private static final int CALLS = 64; // in one go, as the time is taken

  @ParameterizedTest
  @EnumSource
  @Timeout(30)
  void scene_readyThenWaiting_answersEachCall(GatedCall call) {
    for (Binding binding : Binding.values()) {
      try (Scene scene = call.open(binding)) {
        for (int round = 0; round < 3; round++) {
          scene.fill(CALLS);
          for (int i = 0; i < CALLS; i++) {
            scene.call();
          }
          scene.clear();
        }
        if (call.waits()) {
          answerEachCall(scene);
        }
      }
    }
  }

  private static void answerEachCall(Scene scene) {
    try (Peer peer = Peer.patient(scene)) {
      for (int i = 0; i < 3; i++) {
        peer.ask();
        scene.call();
        scene.clear();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void label_namesTheCallAndNoOther(GatedCall call) {
    assertThat(GatedCall.values())
        .filteredOn(other -> other.label().equals(call.label()))
        .hasSize(1);
  }
}
