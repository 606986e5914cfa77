package dev.holdline.examples.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {
  private final Path root;

  MachineTest(@TempDir Path root) {
    this.root = root;
  }

  @Test
  void files_tellTheMachine() throws Exception {
    write("proc/cpuinfo", "processor\t: 0\nmodel name\t: Fast @ 2 GHz: 3\nmodel name\t: x\n");
    write("proc/meminfo", "MemTotal:       24684096 kB\nMemFree: 1 kB\n");
    write("proc/sys/kernel/osrelease", "6.1.0-13-amd64\n");
    write("proc/loadavg", "0.52 0.58 0.59 1/389 12345\n");
    write("etc/os-release", "NAME=\"Debian\"\nPRETTY_NAME=\"Debian GNU/Linux 12\"\n");

    assertThat(Machine.read(root, 2))
        .isEqualTo(
            new Machine(
                "Fast @ 2 GHz: 3",
                2,
                24684096L * 1024,
                "6.1.0-13-amd64",
                "Debian GNU/Linux 12",
                0.52));
  }

  @Test
  void whatIsNotThere_doesNotFailTheRun() throws Exception {
    write("proc/cpuinfo", "processor\t: 0\n");
    write("proc/sys/kernel/osrelease", "6.1.0\n");
    write("proc/loadavg", "0.52 0.58 0.59 1/389 12345\n");

    Machine machine = Machine.read(root, 4);

    assertThat(machine.cpu()).isEqualTo(System.getProperty("os.arch"));
    assertThat(machine.memoryBytes()).isZero();
    assertThat(machine.distribution()).isEqualTo("unknown");
  }

  @Test
  void versions_areThoseOfTheJars() {
    String classPath =
        "/m/jnr-ffi-2.3.1.jar:/m/jffi-1.4.0-native.jar:/m/jffi-1.4.0.jar:/target/classes"
            + ":/m/netty-transport-native-epoll-4.2.9.Final-linux-x86_64.jar"
            + ":/m/netty-transport-4.2.9.Final.jar";

    assertThat(Versions.libraries(classPath).entrySet())
        .extracting(Object::toString)
        .containsExactly("JNR-FFI=2.3.1", "jffi=1.4.0", "Netty=4.2.9.Final");
  }

  private void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
