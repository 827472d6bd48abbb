package dev.maos.cli.demo;

import java.util.ArrayList;
import java.util.List;

/** Finds long files, long methods and long lines. */
final class SizeAnalysis implements Analysis {
  static final int LONG_FILE = 300;
  static final int LONG_METHOD = 40;
  static final int LONG_LINE = 120;

  @Override
  public List<Finding> review(Source source) {
    var findings = new ArrayList<Finding>();
    reviewFile(source, findings);
    reviewLines(source, findings);
    for (var method : Methods.in(source)) {
      if (method.length() > LONG_METHOD) {
        findings.add(tooLong(method));
      }
    }
    return findings;
  }

  private static void reviewFile(Source source, List<Finding> findings) {
    int length = source.lines().size();
    if (length > LONG_FILE) {
      findings.add(new Finding(0, "the file has %d lines".formatted(length), length / LONG_FILE));
    }
  }

  private static void reviewLines(Source source, List<Finding> findings) {
    if (source.language() == Language.PROSE) {
      return;
    }
    int count = 0;
    int first = 0;
    for (int i = 0; i < source.lines().size(); i++) {
      if (source.lines().get(i).length() > LONG_LINE) {
        first = count == 0 ? i + 1 : first;
        count++;
      }
    }
    if (count > 0) {
      var what = "%d lines are longer than %d characters".formatted(count, LONG_LINE);
      findings.add(new Finding(first, what, 1 + count / 20));
    }
  }

  private static Finding tooLong(Method method) {
    var what = "%s() has %d lines".formatted(method.name(), method.length());
    return new Finding(method.first(), what, 1 + method.length() / LONG_METHOD);
  }
}
