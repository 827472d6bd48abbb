package dev.maos.cli.demo;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/** Finds functions by their indentation, as Python does. */
final class IndentedMethods {
  private static final Pattern HEAD = Pattern.compile("^\\s*(?:async\\s+)?def\\s+(\\w+)");
  private static final Pattern BLOCK =
      Pattern.compile(
          "^\\s*(?:async\\s+)?(?:if|elif|else|for|while|try|except|finally|with|match|case)\\b");

  private final Source source;
  private final List<Method> found = new ArrayList<>();
  private final Deque<Function> open = new ArrayDeque<>();

  IndentedMethods(Source source) {
    this.source = source;
  }

  List<Method> find() {
    for (int number = 1; number <= source.parts().size(); number++) {
      if (source.part(number).hasCode()) {
        read(number, source.part(number));
      }
    }
    closeFrom(0);
    return found;
  }

  private void read(int number, CodeLine line) {
    closeFrom(line.indentation());
    var head = HEAD.matcher(line.code());
    if (head.find()) {
      open.push(new Function(head.group(1), number, line.indentation()));
    } else if (!open.isEmpty()) {
      open.element().read(number, line);
    }
  }

  private void closeFrom(int indentation) {
    while (!open.isEmpty() && open.element().indentation >= indentation) {
      found.add(open.pop().closed());
    }
    if (!open.isEmpty()) {
      open.element().leave(indentation);
    }
  }

  private static final class Function {
    private final String name;
    private final int first;
    private final int indentation;
    private final Deque<Integer> blocks = new ArrayDeque<>();
    private int last;
    private int depth;
    private int deepest;

    Function(String name, int first, int indentation) {
      this.name = name;
      this.first = first;
      this.indentation = indentation;
      this.last = first;
      this.deepest = first;
    }

    void read(int number, CodeLine line) {
      last = number;
      if (BLOCK.matcher(line.code()).find()) {
        blocks.push(line.indentation());
        if (blocks.size() > depth) {
          depth = blocks.size();
          deepest = number;
        }
      }
    }

    void leave(int column) {
      while (!blocks.isEmpty() && blocks.element() >= column) {
        blocks.pop();
      }
    }

    Method closed() {
      return new Method(name, first, last, depth, deepest);
    }
  }
}
