package dev.holdline.examples.mqtt.show;

import dev.holdline.examples.mqtt.MqttClient;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Plays every scene on plain libc, then held, and puts the two beside each other. */
final class Show {
  private final List<Scene> scenes =
      List.of(
          new PushScene(),
          new CloseScene(),
          new InterruptScene(),
          new SliceScene(),
          new ManyScene());

  private final Broker broker;
  private final PrintStream out;

  Show(Broker broker, PrintStream out) {
    this.broker = broker;
    this.out = out;
  }

  /** Returns whether every promise was kept on the held side. */
  boolean play() throws IOException {
    String topics = "holdline/" + ProcessHandle.current().pid();
    MqttClient publisher = publisher(topics + "/publisher");
    List<Outcome> plain = play(new Stage(Side.PLAIN, Side.PLAIN.load(), broker, publisher, topics));
    List<Outcome> held = play(new Stage(Side.HELD, Side.HELD.load(), broker, publisher, topics));
    publisher.disconnect();
    publisher.close();

    Table table = new Table();
    for (int i = 0; i < scenes.size(); i++) {
      table.add(scenes.get(i).title(), plain.get(i), held.get(i));
    }
    out.println();
    table.lines().forEach(out::println);
    return held.stream().noneMatch(outcome -> outcome.verdict() == Outcome.Verdict.BROKEN);
  }

  private MqttClient publisher(String clientId) throws IOException {
    MqttClient publisher = new MqttClient(Side.PLAIN.load(), clientId, (topic, payload) -> {});
    publisher.connect(broker.address().ipv4(), broker.address().port());
    broker.awaitAccepted(clientId);
    return publisher;
  }

  private List<Outcome> play(Stage stage) {
    out.println();
    out.println(stage.side().title() + ":  " + stage.side().code());
    List<Outcome> outcomes = new ArrayList<>();
    for (Scene scene : scenes) {
      out.print("  " + scene.title() + " ... ");
      out.flush();
      Outcome outcome = play(scene, stage);
      out.println(outcome.text());
      outcomes.add(outcome);
    }
    return outcomes;
  }

  private static Outcome play(Scene scene, Stage stage) {
    try {
      return scene.play(stage);
    } catch (Exception e) {
      return Outcome.broken(String.valueOf(e.getMessage()));
    }
  }
}
