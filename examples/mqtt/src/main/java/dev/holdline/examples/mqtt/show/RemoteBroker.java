package dev.holdline.examples.mqtt.show;

/** A broker that somebody else runs. It keeps the order the protocol asks for. */
record RemoteBroker(Address address) implements Broker {
  @Override
  public void awaitAccepted(String clientId) {}

  @Override
  public String toString() {
    return "broker at " + address;
  }
}
