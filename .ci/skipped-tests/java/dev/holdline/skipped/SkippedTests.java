package dev.holdline.skipped;

import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Says on the console which test was skipped, and why: Surefire only counts them. JUnit finds it as
 * a service, in each module whose tests it is compiled with.
 */
public final class SkippedTests implements TestExecutionListener {
  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    say(test, reason);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
      say(test, result.getThrowable().map(Throwable::getMessage).orElse("no reason given"));
    }
  }

  @SuppressWarnings("SystemOut") // Surefire hands it on
  private static void say(TestIdentifier test, String reason) {
    System.out.println("SKIPPED " + name(test) + ": " + reason);
  }

  /** As .ci/allowed-skips has it, where it is a method or a class. */
  private static String name(TestIdentifier test) {
    Optional<TestSource> source = test.getSource();
    if (source.orElse(null) instanceof MethodSource method) {
      return method.getClassName() + "#" + method.getMethodName();
    }
    if (source.orElse(null) instanceof ClassSource type) {
      return type.getClassName();
    }
    return test.getDisplayName();
  }
}
