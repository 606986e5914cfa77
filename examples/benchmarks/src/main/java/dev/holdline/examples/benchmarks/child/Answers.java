package dev.holdline.examples.benchmarks.child;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The child's side: reads commands, one a line, and answers each with a line of JSON, until its
 * parent closes the pipe or is gone.
 */
public final class Answers {
  /** The key of an answer that says why there is none. */
  static final String FAILURE = "failure";

  private static final ObjectMapper JSON = new ObjectMapper();

  private Answers() {}

  /** What a child does when it is told a command. */
  @FunctionalInterface
  public interface Answer {
    /**
     * Does it.
     *
     * @param arguments the words after the command
     * @return what Jackson can write as JSON
     */
    Object to(List<String> arguments) throws Exception;
  }

  /**
   * Answers until there are no more commands. A command that fails is answered with why; the trace
   * goes to the error output.
   *
   * @param answers by command
   */
  public static void serve(BufferedReader commands, PrintStream out, Map<String, Answer> answers) {
    try {
      for (String line = commands.readLine(); line != null; line = commands.readLine()) {
        out.println(answer(line, answers));
        out.flush();
      }
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private static String answer(String line, Map<String, Answer> answers)
      throws JsonProcessingException {
    List<String> words = Arrays.asList(line.split(" ", -1));
    Answer answer = answers.get(words.get(0));
    if (answer == null) {
      return failure("unknown command '" + line + "': expected one of " + answers.keySet());
    }
    try {
      return JSON.writeValueAsString(answer.to(words.subList(1, words.size())));
    } catch (Exception | OutOfMemoryError failed) { // the latter also for want of a thread
      failed.printStackTrace();
      return failure(failed.toString());
    }
  }

  private static String failure(String why) throws JsonProcessingException {
    return JSON.writeValueAsString(Map.of(FAILURE, why));
  }
}
