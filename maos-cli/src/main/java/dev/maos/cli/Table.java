package dev.maos.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Rows of words and numbers in columns: words to the left, numbers to the right. */
final class Table {
  private static final Pattern NUMBER = Pattern.compile("[\\d,]+");
  private static final String GAP = "  ";

  private final Style style;
  private final List<String> head;
  private final List<List<String>> rows = new ArrayList<>();

  Table(Style style, String... head) {
    this.style = style;
    this.head = List.of(head);
  }

  /** Adds a row with a cell for each column. */
  void add(Object... cells) {
    rows.add(Arrays.stream(cells).map(cell -> style.shown(cell.toString())).toList());
  }

  List<String> lines() {
    var lines = new ArrayList<String>(rows.size() + 1);
    lines.add(style.dim(line(head)));
    rows.forEach(row -> lines.add(line(row)));
    return lines;
  }

  private String line(List<String> cells) {
    var line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      var cell = cells.get(column);
      var room = " ".repeat(width(column) - cell.length());
      line.append(column == 0 ? "" : GAP).append(isNumeric(column) ? room + cell : cell + room);
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    int width = head.get(column).length();
    for (var row : rows) {
      width = Math.max(width, row.get(column).length());
    }
    return width;
  }

  private boolean isNumeric(int column) {
    return rows.stream().allMatch(row -> NUMBER.matcher(row.get(column)).matches());
  }
}
