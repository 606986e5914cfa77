package dev.holdline.examples.mqtt.show;

/** Where the show's clients connect to. */
interface Broker {
  Address address();

  /**
   * Returns once the broker takes packets of a client that has its CONNACK.
   *
   * @param clientId a name that was not used before
   */
  void awaitAccepted(String clientId);
}
