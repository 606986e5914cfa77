package dev.holdline.examples.mqtt.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MosquittoTest {
  private static Path programIn(Path folder) throws IOException {
    Path program = Files.createFile(folder.resolve("mosquitto"));
    return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void program_notOnThePath_isFoundInTheOtherFolder(@TempDir Path empty, @TempDir Path sbin)
      throws IOException {
    Path program = programIn(sbin);

    assertThat(Mosquitto.program(empty.toString(), sbin.toString())).contains(program);
    assertThat(Mosquitto.program("", sbin.toString())).contains(program);
  }

  @Test
  void program_onThePathToo_isThatOfThePath(@TempDir Path bin, @TempDir Path sbin)
      throws IOException {
    Path first = programIn(bin);
    programIn(sbin);

    assertThat(Mosquitto.program("/nowhere:" + bin, sbin.toString())).contains(first);
  }

  @Test
  void program_nowhereOrNotExecutable_isNone(@TempDir Path bin) throws IOException {
    assertThat(Mosquitto.program(bin.toString(), bin.toString())).isEmpty();
    Files.createFile(bin.resolve("mosquitto"));
    assertThat(Mosquitto.program(bin.toString(), bin.toString())).isEmpty();
  }
}
