package dev.holdline.examples.mqtt;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import jnr.constants.platform.Errno;

/**
 * An MQTT 3.1.1 client ported from C: it owns a descriptor, and one thread of its user's blocks in
 * {@link #loop()}. It cannot tell which kind of libc it was given, and must not.
 *
 * <p>{@link #connect}, {@link #subscribe} and {@link #loop} belong to that one thread. Any thread
 * may publish, ping, {@link #stop}, {@link #disconnect} and {@link #close}.
 */
public final class MqttClient {
  /** Takes what is published on the topics the client subscribed to, on the thread in the loop. */
  @FunctionalInterface
  public interface PushHandler {
    /** One message arrived. */
    void push(String topic, byte[] payload);
  }

  private static final int AF_INET = 2;
  private static final int SOCK_STREAM = 1;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVTIMEO = 20;
  private static final int SO_SNDTIMEO = 21;
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_NODELAY = 1;
  private static final int MSG_NOSIGNAL = 0x4000;

  private static final int KEEP_ALIVE_SECONDS = 60;
  private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);

  private final LibC c;
  private final jnr.ffi.Runtime runtime;
  private final String clientId;
  private final PushHandler handler;
  private final ReentrantLock sending = new ReentrantLock();
  private final Inbox inbox = new Inbox();
  private final byte[] buf = new byte[1024];

  private volatile int fd = -1;
  private volatile boolean stop;
  private volatile boolean receiving;
  private volatile int received;
  private volatile int pongs;
  private int lastPacketId;

  public MqttClient(LibC c, String clientId, PushHandler handler) {
    this.c = c;
    this.runtime = jnr.ffi.Runtime.getRuntime(c);
    this.clientId = clientId;
    this.handler = handler;
  }

  /** Opens the socket and makes the MQTT handshake; an exception carries the call and its errno. */
  public void connect(byte[] ipv4, int port) throws IOException {
    fd = c.socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) {
      throw failed("socket");
    }
    try {
      option(IPPROTO_TCP, TCP_NODELAY, Structs.cInt(1));
      option(SOL_SOCKET, SO_RCVTIMEO, Structs.timeval(HANDSHAKE_TIMEOUT));
      option(SOL_SOCKET, SO_SNDTIMEO, Structs.timeval(HANDSHAKE_TIMEOUT));
      byte[] addr = Structs.sockaddrIn(ipv4, port);
      if (c.connect(fd, addr, addr.length) < 0) {
        throw failed("connect");
      }
      send(Packets.connect(clientId, KEEP_ALIVE_SECONDS));
      int code = await(Packets.CONNACK).returnCode();
      if (code != 0) {
        throw new IOException("the broker refused the connection with return code " + code);
      }
    } catch (IOException e) {
      c.close(fd);
      throw e;
    }
  }

  /** Subscribes and waits for the broker's acknowledgement. */
  public void subscribe(String topicFilter, int qos) throws IOException {
    send(Packets.subscribe(++lastPacketId, topicFilter, qos));
    int granted = await(Packets.SUBACK).returnCode();
    if (granted > 2) {
      throw new IOException("the broker refused the subscription to " + topicFilter);
    }
  }

  /**
   * The reader thread: receives until the broker hangs up, {@code recv} fails, or a signal finds
   * the client stopped.
   *
   * @return 0 at the end of the stream, else the errno of {@code recv}
   */
  public int loop() throws IOException {
    option(SOL_SOCKET, SO_RCVTIMEO, Structs.timeval(Duration.ZERO));
    while (true) {
      int n = recv();
      if (n == 0) {
        return 0;
      }
      if (n < 0) {
        int errno = runtime.getLastError();
        if (errno == Errno.EINTR.intValue() && !stop) {
          continue;
        }
        return errno;
      }
      inbox.add(buf, n);
      for (Optional<Packet> p = inbox.next(); p.isPresent(); p = inbox.next()) {
        handle(p.get());
      }
    }
  }

  public void publish(String topic, byte[] payload) throws IOException {
    send(Packets.publish(topic, payload));
  }

  public void ping() throws IOException {
    send(Packets.pingreq());
  }

  /** Says goodbye; the broker then hangs up, which ends the loop. */
  public void disconnect() throws IOException {
    send(Packets.disconnect());
  }

  /** Lets the loop end at the next signal, as the handler of a SIGTERM would. */
  public void stop() {
    stop = true;
  }

  /** As {@code close(2)}. */
  public int close() {
    return c.close(fd);
  }

  public int fd() {
    return fd;
  }

  /** Whether the reader thread is in {@code recv} or about to be. */
  public boolean receiving() {
    return receiving;
  }

  /** How often {@code recv} has returned. */
  public int received() {
    return received;
  }

  public int pongs() {
    return pongs;
  }

  private Packet await(int type) throws IOException {
    while (true) {
      for (Optional<Packet> p = inbox.next(); p.isPresent(); p = inbox.next()) {
        if (p.get().type() == type) {
          return p.get();
        }
        handle(p.get());
      }
      int n = recv();
      if (n == 0) {
        throw new IOException("the broker hung up");
      }
      if (n < 0) {
        throw failed("recv");
      }
      inbox.add(buf, n);
    }
  }

  // Only the thread in here writes these fields, so that ++ on a volatile loses nothing.
  @SuppressWarnings("NonAtomicVolatileUpdate")
  private int recv() {
    receiving = true;
    int n = c.recv(fd, buf, buf.length, 0);
    receiving = false;
    received++;
    return n;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate")
  private void handle(Packet p) throws IOException {
    switch (p.type()) {
      case Packets.PUBLISH -> {
        handler.push(p.topic(), p.payload());
        if (p.qos() == 1) {
          send(Packets.puback(p.packetId()));
        }
      }
      case Packets.PINGRESP -> pongs++;
      default -> {}
    }
  }

  private void send(byte[] packet) throws IOException {
    sending.lock(); // a packet in two pieces must not be split by another thread's
    try {
      byte[] rest = packet;
      while (rest.length > 0) {
        int n = c.send(fd, rest, rest.length, MSG_NOSIGNAL);
        if (n < 0) {
          throw failed("send");
        }
        rest = Arrays.copyOfRange(rest, n, rest.length);
      }
    } finally {
      sending.unlock();
    }
  }

  private void option(int level, int name, byte[] value) throws IOException {
    if (c.setsockopt(fd, level, name, value, value.length) < 0) {
      throw failed("setsockopt");
    }
  }

  private IOException failed(String call) {
    Errno errno = Errno.valueOf(runtime.getLastError());
    return new IOException(call + ": " + errno.name() + " (" + errno.description() + ")");
  }
}
