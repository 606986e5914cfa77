package dev.holdline.posix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdline.posix.abi.Layout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses as the kernel takes and gives them. */
final class SockaddrTest {
  private static final LibC LIBC = LibraryLoader.create(LibC.class).load("c");
  private static final int LONGEST = 107;

  /** Binds a socket to an address; returns what getsockname says of it. */
  private static byte[] bound(int domain, byte[] address) {
    int fd = LIBC.socket(domain, Sockets.SOCK_STREAM, 0);
    try {
      assertThat(LIBC.bind(fd, address, address.length)).as("%s", PosixError.last()).isZero();
      byte[] name = new byte[Sockaddr.STORAGE_SIZE];
      int[] length = {name.length};
      assertThat(LIBC.getsockname(fd, name, length)).isZero();
      return java.util.Arrays.copyOf(name, length[0]);
    } finally {
      LIBC.close(fd);
    }
  }

  @Test
  void in_boundByTheKernel_isReadBack() {
    byte[] name = bound(Sockets.AF_INET, Sockaddr.in("127.0.0.1", 0));
    InetSocketAddress read = Sockaddr.inet(name);

    assertThat(read.getAddress().getHostAddress()).isEqualTo("127.0.0.1");
    assertThat(read.getPort()).isPositive();
    assertThat(Sockaddr.of(read)).isEqualTo(name);
    assertThat(Sockaddr.inet(NativeMemory.of(java.util.Arrays.copyOf(name, 128)))).isEqualTo(read);
  }

  @Test
  void in_bytes_areInNetworkOrder() {
    assertThat(Sockaddr.in("10.1.2.255", 0x1234))
        .isEqualTo(new byte[] {2, 0, 0x12, 0x34, 10, 1, 2, -1, 0, 0, 0, 0, 0, 0, 0, 0});
  }

  @Test
  void in6_boundByTheKernel_isReadBack() {
    byte[] name = bound(Sockets.AF_INET6, Sockaddr.in6("::1", 0));
    InetSocketAddress read = Sockaddr.inet(name);

    assertThat(read.getAddress().getHostAddress()).isEqualTo("0:0:0:0:0:0:0:1");
    assertThat(read.getPort()).isPositive();
    assertThat(Sockaddr.of(read)).isEqualTo(name);
  }

  @Test
  void in6_linkLocal_keepsItsScope() throws Exception {
    byte[] address = Sockaddr.in6("fe80::1%7", 443);
    InetSocketAddress read = Sockaddr.inet(address);

    assertThat(address[Layout.SOCKADDR_IN6_SCOPE_ID]).isEqualTo((byte) 7);
    assertThat(read.getAddress()).isEqualTo(InetAddress.getByName("fe80::1"));
    assertThat(Sockaddr.of(read)).isEqualTo(address);
  }

  @Test
  void in6_mappedIpv4_isReadAsIpv4() {
    byte[] address = Sockaddr.in6("::ffff:192.0.2.1", 80);

    assertThat(address).hasSize(Layout.SOCKADDR_IN6_SIZE);
    assertThat(Sockaddr.inet(address)).isEqualTo(new InetSocketAddress("192.0.2.1", 80));
  }

  @Test
  void un_boundByTheKernel_isAFile(@TempDir Path folder) {
    Path path = folder.resolve("socket");
    byte[] name = bound(Sockets.AF_UNIX, Sockaddr.un(path.toString()));

    assertThat(Files.exists(path)).isTrue();
    assertThat(name).isEqualTo(Sockaddr.un(path.toString()));
  }

  @Test
  void unAbstract_boundByTheKernel_isThatNameAndNoFile() {
    String abstractName = "holdline test " + System.nanoTime();
    byte[] name = bound(Sockets.AF_UNIX, Sockaddr.unAbstract(abstractName));

    assertThat(new String(name, 2, name.length - 2, UTF_8)).isEqualTo("\0" + abstractName);
  }

  @Test
  void un_longestPath_fitsTheStruct() {
    assertThat(Sockaddr.un("p".repeat(LONGEST))).hasSize(Layout.SOCKADDR_UN_SIZE).endsWith(0);
    assertThat(Sockaddr.unAbstract("p".repeat(LONGEST))).hasSize(Layout.SOCKADDR_UN_SIZE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\0b"})
  void un_badPath_isRefused(String path) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sockaddr.un(path))
        .withMessageContaining("needs 1 to 107 bytes and no zero");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sockaddr.unAbstract(path + "p".repeat(LONGEST + 1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0", "1.2.3.4.5", "256.0.0.1", "01.2.3.4", "", "::1"})
  void in_noAddressInNumbers_isRefusedWithoutALookUp(String address) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sockaddr.in(address, 80))
        .withMessage(
            "'" + address + "' is no IPv4 address in numbers: look a name up with InetAddress");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1", "", "1:2", "x:1", "fe80::1%no such interface"})
  void in6_noAddressInNumbers_isRefusedWithoutALookUp(String address) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sockaddr.in6(address, 80))
        .withMessageContaining("'" + address + "' is no IPv6 address in numbers");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65_536})
  void in_portOutOfRange_isRefused(int port) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sockaddr.in("127.0.0.1", port))
        .withMessage("port " + port + " is not within 0 to 65535");
  }

  @Test
  void of_addressNotResolved_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sockaddr.of(InetSocketAddress.createUnresolved("example.org", 80)))
        .withMessageContaining("is not resolved");
  }

  @Test
  void inet_otherFamily_isRefused() {
    Pointer unix = NativeMemory.zeroed(Sockaddr.STORAGE_SIZE);
    unix.putShort(0, (short) Sockets.AF_UNIX);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sockaddr.inet(unix))
        .withMessageContaining("family 1");
  }
}
