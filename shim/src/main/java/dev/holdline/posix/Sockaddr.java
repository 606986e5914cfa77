package dev.holdline.posix;

import dev.holdline.posix.abi.Layout;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import jnr.ffi.Pointer;

/**
 * Builds and reads the addresses of sockets: sockaddr_in of ip(7), sockaddr_in6 of ipv6(7) and
 * sockaddr_un of unix(7).
 *
 * <p>An array is an address as connect(2) and bind(2) take it, and its length is the length:
 *
 * <pre>{@code
 * byte[] address = Sockaddr.in("127.0.0.1", 1883);
 * c.connect(fd, address, address.length);
 * }</pre>
 *
 * <p>Where C takes a {@code Pointer} (sendto(2)), {@link NativeMemory#of(byte[])} has a copy. Where
 * C writes one (accept(2), recvfrom(2)), {@link #STORAGE_SIZE} bytes have room for any.
 */
public final class Sockaddr {
  /** Size of struct sockaddr_storage: room for an address of any family. */
  public static final int STORAGE_SIZE = Layout.SOCKADDR_STORAGE_SIZE;

  private static final Pattern DIGITS = Pattern.compile("0|[1-9][0-9]{0,2}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F]*:[0-9a-fA-F:.]*(%.+)?");
  private static final int LONGEST_PATH =
      Layout.SOCKADDR_UN_SIZE - Layout.SOCKADDR_UN_PATH - 1; // and a zero at its end

  private Sockaddr() {}

  /**
   * Returns a sockaddr_in.
   *
   * @param address in numbers, for example {@code 127.0.0.1}: no name is looked up
   * @param port 0 to 65535, in the host's byte order
   */
  public static byte[] in(String address, int port) {
    return in(requireIpv4(address), port);
  }

  /** Returns a sockaddr_in. */
  public static byte[] in(Inet4Address address, int port) {
    return in(address.getAddress(), port);
  }

  private static byte[] in(byte[] address, int port) {
    byte[] sockaddr = sockaddr(Layout.SOCKADDR_IN_SIZE, Sockets.AF_INET);
    putPort(sockaddr, Layout.SOCKADDR_IN_PORT, port);
    System.arraycopy(address, 0, sockaddr, Layout.SOCKADDR_IN_ADDR, address.length);
    return sockaddr;
  }

  /**
   * Returns a sockaddr_in6.
   *
   * @param address in numbers, for example {@code ::1} or {@code fe80::1%eth0}: no name is looked
   *     up
   * @param port 0 to 65535, in the host's byte order
   */
  public static byte[] in6(String address, int port) {
    InetAddress parsed = null;
    if (IPV6.matcher(address).matches()) { // or it would be looked up as a name
      try {
        parsed = InetAddress.getByName(address);
      } catch (UnknownHostException malformed) {
        // refused below
      }
    }
    if (parsed instanceof Inet6Address ipv6) {
      return in6(ipv6, port);
    }
    if (parsed != null) { // Java makes an Inet4Address of one that is mapped
      return in6(mapped(parsed.getAddress()), 0, port);
    }
    throw new IllegalArgumentException(
        "'" + address + "' is no IPv6 address in numbers: look a name up with InetAddress");
  }

  /** Returns a sockaddr_in6, with the scope of the address. */
  public static byte[] in6(Inet6Address address, int port) {
    return in6(address.getAddress(), address.getScopeId(), port);
  }

  private static byte[] in6(byte[] address, int scope, int port) {
    byte[] sockaddr = sockaddr(Layout.SOCKADDR_IN6_SIZE, Sockets.AF_INET6);
    putPort(sockaddr, Layout.SOCKADDR_IN6_PORT, port);
    System.arraycopy(address, 0, sockaddr, Layout.SOCKADDR_IN6_ADDR, address.length);
    inHostOrder(sockaddr).putInt(Layout.SOCKADDR_IN6_SCOPE_ID, scope);
    return sockaddr;
  }

  /** Returns the sockaddr_in or sockaddr_in6 of an address that was resolved. */
  public static byte[] of(InetSocketAddress address) {
    if (address.getAddress() instanceof Inet4Address ipv4) {
      return in(ipv4, address.getPort());
    }
    if (address.getAddress() instanceof Inet6Address ipv6) {
      return in6(ipv6, address.getPort());
    }
    throw new IllegalArgumentException(
        address + " is not resolved: make it with new InetSocketAddress(host, port)");
  }

  /**
   * Returns the sockaddr_un of a socket in the file system.
   *
   * @param path 1 to 107 bytes in UTF-8
   */
  public static byte[] un(String path) {
    byte[] bytes = requirePath(path);
    byte[] sockaddr = sockaddr(Layout.SOCKADDR_UN_PATH + bytes.length + 1, Sockets.AF_UNIX);
    System.arraycopy(bytes, 0, sockaddr, Layout.SOCKADDR_UN_PATH, bytes.length);
    return sockaddr;
  }

  /**
   * Returns the sockaddr_un of a name in the abstract namespace: no file, gone with its socket.
   *
   * @param name 1 to 107 bytes in UTF-8, without the zero that C puts before it
   */
  public static byte[] unAbstract(String name) {
    byte[] bytes = requirePath(name);
    int at = Layout.SOCKADDR_UN_PATH + 1;
    byte[] sockaddr = sockaddr(at + bytes.length, Sockets.AF_UNIX); // each byte is of the name
    System.arraycopy(bytes, 0, sockaddr, at, bytes.length);
    return sockaddr;
  }

  /**
   * Returns the address in a sockaddr_in or sockaddr_in6, for example the one that getpeername(2)
   * wrote. An IPv4 address mapped into IPv6 comes as IPv4.
   *
   * @throws IllegalArgumentException for another family
   */
  public static InetSocketAddress inet(byte[] sockaddr) {
    int family = inHostOrder(sockaddr).getShort(Layout.SOCKADDR_FAMILY);
    if (family == Sockets.AF_INET) {
      int port = port(sockaddr, Layout.SOCKADDR_IN_PORT);
      return new InetSocketAddress(ip(sockaddr, Layout.SOCKADDR_IN_ADDR, 4, 0), port);
    }
    if (family == Sockets.AF_INET6) {
      int scope = inHostOrder(sockaddr).getInt(Layout.SOCKADDR_IN6_SCOPE_ID);
      int port = port(sockaddr, Layout.SOCKADDR_IN6_PORT);
      return new InetSocketAddress(ip(sockaddr, Layout.SOCKADDR_IN6_ADDR, 16, scope), port);
    }
    throw new IllegalArgumentException(
        "address of family " + family + " is neither AF_INET nor AF_INET6");
  }

  /** Like {@link #inet(byte[])}, for memory of {@link #STORAGE_SIZE} bytes. */
  public static InetSocketAddress inet(Pointer sockaddr) {
    byte[] bytes = new byte[Layout.SOCKADDR_IN6_SIZE];
    sockaddr.get(0, bytes, 0, bytes.length);
    return inet(bytes);
  }

  private static InetAddress ip(byte[] sockaddr, int at, int length, int scope) {
    byte[] address = Arrays.copyOfRange(sockaddr, at, at + length);
    try {
      return scope == 0
          ? InetAddress.getByAddress(address)
          : Inet6Address.getByAddress(null, address, scope);
    } catch (UnknownHostException wrongLength) {
      throw new AssertionError(wrongLength);
    }
  }

  private static byte[] sockaddr(int size, int family) {
    byte[] sockaddr = new byte[size];
    inHostOrder(sockaddr).putShort(Layout.SOCKADDR_FAMILY, (short) family);
    return sockaddr;
  }

  private static ByteBuffer inHostOrder(byte[] sockaddr) {
    return ByteBuffer.wrap(sockaddr).order(ByteOrder.nativeOrder());
  }

  /** Ports stand in network byte order, addresses as Java has them. */
  private static void putPort(byte[] sockaddr, int at, int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port " + port + " is not within 0 to 65535");
    }
    sockaddr[at] = (byte) (port >>> 8);
    sockaddr[at + 1] = (byte) port;
  }

  private static int port(byte[] sockaddr, int at) {
    return (sockaddr[at] & 0xFF) << 8 | (sockaddr[at + 1] & 0xFF);
  }

  private static byte[] mapped(byte[] ipv4) {
    byte[] mapped = new byte[16];
    mapped[10] = -1;
    mapped[11] = -1;
    System.arraycopy(ipv4, 0, mapped, 12, ipv4.length);
    return mapped;
  }

  private static byte[] requireIpv4(String address) {
    String[] parts = address.split("\\.", -1);
    byte[] bytes = new byte[4];
    boolean valid = parts.length == bytes.length;
    for (int i = 0; valid && i < bytes.length; i++) {
      valid = DIGITS.matcher(parts[i]).matches() && Integer.parseInt(parts[i]) <= 255;
      bytes[i] = valid ? (byte) Integer.parseInt(parts[i]) : 0;
    }
    if (!valid) {
      throw new IllegalArgumentException(
          "'" + address + "' is no IPv4 address in numbers: look a name up with InetAddress");
    }
    return bytes;
  }

  private static byte[] requirePath(String path) {
    byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
    if (bytes.length == 0 || bytes.length > LONGEST_PATH || path.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "'"
              + path
              + "' of "
              + bytes.length
              + " bytes cannot name a UNIX socket: it needs 1 to "
              + LONGEST_PATH
              + " bytes and no zero among them");
    }
    return bytes;
  }
}
