package dev.holdline.examples.benchmarks.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;

/**
 * Prints JSON with a line for each figure of each run, so that a change of one is a change of one
 * line.
 */
final class FigureALine extends DefaultPrettyPrinter {
  private static final long serialVersionUID = 1;
  private static final int DEPTH = 3;

  FigureALine() {
    indentObjectsWith(new Indenter());
    indentArraysWith(new Indenter());
  }

  @Override
  public DefaultPrettyPrinter createInstance() {
    return new FigureALine();
  }

  @Override
  public void writeEndObject(JsonGenerator json, int entries) throws IOException {
    if (_nesting > DEPTH) {
      _nesting--;
      json.writeRaw(" }");
    } else {
      super.writeEndObject(json, entries);
    }
  }

  private static final class Indenter extends DefaultIndenter {
    private static final long serialVersionUID = 1;

    @Override
    public void writeIndentation(JsonGenerator json, int level) throws IOException {
      if (level > DEPTH) {
        json.writeRaw(' ');
      } else {
        super.writeIndentation(json, level);
      }
    }
  }
}
