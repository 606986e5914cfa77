package dev.holdline.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.spi.ToolProvider;

/** A porter's own module: its interface has a blocking function that Holdline knows nothing of. */
final class PorterModule {
  static final String MAIN = "porter.Main";
  static final String NAME = "porter";

  private static final Map<String, String> SOURCES =
      Map.of(
          "module-info.java",
          """
          module porter {
            requires dev.holdline;

            exports porter;
          }
          """,
          "porter/Own.java",
          """
          package porter;

          import dev.holdline.annotation.Blocking;
          import dev.holdline.annotation.Readiness;

          public interface Own {
            int eventfd(int initval, int flags);

            @Blocking(fd = 0, on = Readiness.READABLE)
            int eventfd_read(int fd, long[] value);

            int eventfd_write(int fd, long value);
          }
          """,
          "porter/Main.java",
          """
          package porter;

          import dev.holdline.Hold;
          import dev.holdline.Holdline;

          public final class Main {
            public static void main(String[] arguments) throws InterruptedException {
              Own own = Holdline.load(Own.class, "c");
              int fd = own.eventfd(0, 0);
              Hold hold = Holdline.shared().hold(fd);
              Thread writer = new Thread(() -> writeWhenAwaited(own, fd, hold));
              writer.start();
              long[] value = new long[1];
              own.eventfd_read(fd, value);
              writer.join();
              System.out.println("read " + value[0] + " in " + Own.class.getModule());
              Module holdline = Holdline.class.getModule();
              String inside = "dev.holdline.wrap.codegen";
              System.out.println("sees inside: " + holdline.isExported(inside, Own.class.getModule()));
            }

            private static void writeWhenAwaited(Own own, int fd, Hold hold) {
              while (hold.waits() == 0) {
                Thread.onSpinWait();
              }
              own.eventfd_write(fd, 42);
            }
          }
          """);

  private PorterModule() {}

  /** Compiles it into a folder below the given one, and returns that. */
  static Path compile(Path directory, String modulePath) throws Exception {
    Path classes = directory.resolve(NAME);
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--module-path", modulePath, "-d", classes.toString()));
    for (Map.Entry<String, String> source : SOURCES.entrySet()) {
      Path file = directory.resolve("src").resolve(source.getKey());
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      arguments.add(Files.writeString(file, source.getValue()).toString());
    }
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
    assertThat(javac.run(out, out, arguments.toArray(String[]::new))).as("" + said).isZero();
    return classes;
  }
}
