package dev.holdline.examples.mqtt.show;

/**
 * One line of the table. It plays the same way on both sides; what is promised is that the held
 * side goes well. Every wait in it is bounded.
 */
interface Scene {
  String title();

  Outcome play(Stage stage) throws Exception;
}
