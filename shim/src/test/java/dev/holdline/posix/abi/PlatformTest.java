package dev.holdline.posix.abi;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PlatformTest {
  private static final String SUPPORTED =
      "it runs on Linux with glibc 2.28 or later, x86-64 and aarch64";

  @ParameterizedTest
  @ValueSource(strings = {"amd64", "x86_64", "AMD64", "aarch64", "arm64"})
  void check_linuxWithGlibc_passes(String arch) {
    assertThatCode(() -> Platform.check("Linux", arch, () -> true)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "Windows 11, amd64",
    "Mac OS X, aarch64",
    "FreeBSD, amd64",
    "Linux, riscv64",
    "Linux, i386",
    "Linux, ppc64le",
    "'', ''"
  })
  void check_otherPlatform_isRefusedWithItsNameAndWhatIsSupported(String os, String arch) {
    assertThatThrownBy(
            () ->
                Platform.check(
                    os,
                    arch,
                    () -> {
                      throw new AssertionError("libc is not to be loaded here");
                    }))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("does not support " + os + " on " + arch + ":")
        .hasMessageContaining(SUPPORTED)
        .hasMessageContaining("jnr.ffi.LibraryLoader");
  }

  @Test
  void check_musl_isRefusedForItsLibc() {
    assertThatThrownBy(() -> Platform.check("Linux", "amd64", () -> false))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("does not support Linux on amd64 without glibc:")
        .hasMessageContaining(SUPPORTED);
  }

  @Test
  void requireSupported_whereTestsRun_passes() {
    assertThatCode(Platform::requireSupported).doesNotThrowAnyException();
  }
}
