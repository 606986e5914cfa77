package dev.holdline.examples.mqtt.show;

import io.moquette.BrokerConstants;
import io.moquette.broker.Server;
import io.moquette.broker.config.IConfig;
import io.moquette.broker.config.MemoryConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Properties;

/** Moquette on a free loopback port: silent, open to everyone, nothing written to disk. */
final class EmbeddedBroker implements Broker, AutoCloseable {
  private final Server server = new Server();
  private final Acceptances acceptances = new Acceptances();
  private final Address address;

  private EmbeddedBroker(Address address) {
    this.address = address;
  }

  static EmbeddedBroker start() throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    EmbeddedBroker broker = new EmbeddedBroker(new Address(loopback, freePort(loopback)));
    try {
      broker.server.startServer(new MemoryConfig(broker.settings()), List.of(broker.acceptances));
    } catch (RuntimeException e) {
      throw new IOException("Moquette did not start on " + broker.address, e);
    }
    return broker;
  }

  @Override
  public Address address() {
    return address;
  }

  @Override
  public void awaitAccepted(String clientId) {
    acceptances.await(clientId);
  }

  @Override
  public String toString() {
    return "Moquette, embedded, at " + address;
  }

  @Override
  public void close() {
    server.stopServer();
  }

  private Properties settings() {
    Properties settings = new Properties();
    settings.setProperty(IConfig.HOST_PROPERTY_NAME, address.host().getHostAddress());
    settings.setProperty(IConfig.PORT_PROPERTY_NAME, Integer.toString(address.port()));
    settings.setProperty(IConfig.ALLOW_ANONYMOUS_PROPERTY_NAME, "true");
    settings.setProperty(IConfig.ENABLE_TELEMETRY_NAME, "false");
    settings.setProperty(IConfig.PERSISTENCE_ENABLED_PROPERTY_NAME, "false");
    settings.setProperty(IConfig.BUFFER_FLUSH_MS_PROPERTY_NAME, "0");
    // Room for 2,000 clients that connect, subscribe and are written to all at once.
    settings.setProperty(IConfig.SESSION_QUEUE_SIZE, "16384");
    settings.setProperty(BrokerConstants.NETTY_SO_BACKLOG_PROPERTY_NAME, "4096");
    return settings;
  }

  // Moquette could choose the port itself, but tells it through a map that is not safe to read from
  // another thread.
  private static int freePort(InetAddress host) throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, host)) {
      return probe.getLocalPort();
    }
  }
}
