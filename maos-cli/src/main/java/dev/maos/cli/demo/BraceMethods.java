package dev.maos.cli.demo;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/** Finds methods by their braces: a block whose head has a parameter list and is no statement. */
final class BraceMethods {
  private static final Pattern HEAD =
      Pattern.compile("(?:^|[\\s*&.>])(?!func\\b)(\\w+)\\s*(?:<[^()]*>)?\\([^{};]*\\)[^(){};=]*$");
  private static final Pattern STATEMENT =
      Pattern.compile(
          "^\\W*(?:if|else|for|while|do|switch|match|try|catch|finally|synchronized|return|case"
              + "|select|when|with|using|unsafe|loop|throw)\\b"
              + "|\\b(?:new|class|record|enum|interface|struct|union|namespace)\\s");
  private static final int MAX_HEAD = 2_000;

  private final Source source;
  private final List<Method> found = new ArrayList<>();
  private final Deque<Block> open = new ArrayDeque<>();

  /** What stands between the last brace or semicolon and here. */
  private final StringBuilder head = new StringBuilder();

  private int headLine;

  BraceMethods(Source source) {
    this.source = source;
  }

  List<Method> find() {
    for (int number = 1; number <= source.parts().size(); number++) {
      read(number, source.part(number).code());
    }
    return found;
  }

  private void read(int number, String code) {
    for (int i = 0; i < code.length(); i++) {
      switch (code.charAt(i)) {
        case '{' -> open(number);
        case '}' -> close(number);
        case ';' -> head.setLength(0);
        default -> extendHead(number, code.charAt(i));
      }
    }
    extendHead(number, ' ');
  }

  private void extendHead(int number, char c) {
    if (head.isEmpty()) {
      if (Character.isWhitespace(c)) {
        return;
      }
      headLine = number;
    }
    if (head.length() < MAX_HEAD) {
      head.append(c);
    }
  }

  private void open(int number) {
    var text = head.toString().strip();
    var matcher = HEAD.matcher(text);
    boolean isMethod = !STATEMENT.matcher(text).find() && matcher.find();
    open.push(isMethod ? new Block(matcher.group(1), headLine) : new Block("", number));
    head.setLength(0);
    deepen(number);
  }

  private void deepen(int number) {
    int depth = 0;
    for (var block : open) {
      if (block.isMethod()) {
        block.reach(depth, number);
        return;
      }
      depth++;
    }
  }

  private void close(int number) {
    head.setLength(0);
    if (!open.isEmpty()) {
      var block = open.pop();
      if (block.isMethod()) {
        found.add(block.closedAt(number));
      }
    }
  }

  private static final class Block {
    private final String name;
    private final int first;
    private int depth;
    private int deepest;

    Block(String name, int first) {
      this.name = name;
      this.first = first;
      this.deepest = first;
    }

    boolean isMethod() {
      return !name.isEmpty();
    }

    void reach(int newDepth, int number) {
      if (newDepth > depth) {
        depth = newDepth;
        deepest = number;
      }
    }

    Method closedAt(int number) {
      return new Method(name, first, number, depth, deepest);
    }
  }
}
