package dev.holdline.examples.mqtt.show;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The show's result: a line a scene, plain beside held. */
final class Table {
  private record Row(String title, String plain, String held, String verdict) {}

  private final List<Row> rows = new ArrayList<>();

  Table() {
    rows.add(new Row("", Side.PLAIN.title(), Side.HELD.title(), ""));
  }

  void add(String title, Outcome plain, Outcome held) {
    rows.add(new Row(title, plain.text(), held.text(), verdict(held)));
  }

  /** The lines, each column as wide as its widest cell. */
  List<String> lines() {
    int title = width(rows.stream().map(Row::title).toList());
    int plain = width(rows.stream().map(Row::plain).toList());
    int held = width(rows.stream().map(Row::held).toList());
    String format = "%-" + title + "s  %-" + plain + "s  %-" + held + "s  %s";
    return rows.stream()
        .map(r -> String.format(format, r.title, r.plain, r.held, r.verdict).stripTrailing())
        .toList();
  }

  private static int width(List<String> cells) {
    return Math.max(1, Collections.max(cells.stream().map(String::length).toList()));
  }

  private static String verdict(Outcome held) {
    return switch (held.verdict()) {
      case AS_PROMISED -> "ok";
      case BROKEN -> "FAILED";
      case NOT_SHOWN -> "skipped";
    };
  }
}
