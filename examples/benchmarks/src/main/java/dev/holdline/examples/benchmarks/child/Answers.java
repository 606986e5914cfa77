package dev.holdline.examples.benchmarks.child;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
   * Answers on standard output until there are no more commands on standard input. A command that
   * fails is answered with why; the trace goes to the error output.
   *
   * @param answers by command
   */
  public static void serve(Map<String, Answer> answers) {
    try {
      BufferedReader commands =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = commands.readLine(); line != null; line = commands.readLine()) {
        System.out.println(answer(line, answers));
        System.out.flush();
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
