package dev.holdline.examples.mqtt.show;

import io.moquette.interception.AbstractInterceptHandler;
import io.moquette.interception.messages.InterceptConnectMessage;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Knows which clients Moquette has come to regard as connected.
 *
 * <p>Moquette 0.17 sends the CONNACK first and notes down afterwards, as another task of the same
 * event loop, that the client is connected. It drops a client whose SUBSCRIBE comes in between.
 */
final class Acceptances extends AbstractInterceptHandler {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final ConcurrentMap<String, CountDownLatch> accepted = new ConcurrentHashMap<>();

  @Override
  public String getID() {
    return "acceptances";
  }

  @Override
  public Class<?>[] getInterceptedMessageTypes() {
    return new Class<?>[] {InterceptConnectMessage.class};
  }

  @Override
  public void onConnect(InterceptConnectMessage message) {
    accepted(message.getClientID()).countDown();
  }

  @Override
  public void onSessionLoopError(Throwable error) {
    // The client that it concerns waits in vain and says so.
  }

  void await(String clientId) {
    try {
      if (!accepted(clientId).await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("Moquette did not accept client " + clientId);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while client " + clientId + " connects", e);
    }
  }

  private CountDownLatch accepted(String clientId) {
    return accepted.computeIfAbsent(clientId, id -> new CountDownLatch(1));
  }
}
