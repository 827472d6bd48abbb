package dev.maos.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds code that nobody explains, code that is only a comment any more, and promises. */
final class CommentsAnalysis implements Analysis {
  static final int WORTH_EXPLAINING = 150;
  private static final int FEW_PERCENT = 2;
  private static final int DEAD_LINES = 3;
  private static final Pattern PROMISE = Pattern.compile("\\b(?:TO" + "DO|FIX" + "ME|X" + "XX)\\b");
  private static final Pattern DEAD_CODE =
      Pattern.compile("^\\s*(?://|#)\\s*[\\w.(){}\"'<>\\[\\] =+!&|,-]*[;{}]\\s*$");

  @Override
  public List<Finding> review(Source source) {
    var findings = new ArrayList<Finding>();
    reviewRatio(source, findings);
    reviewDeadCode(source, findings);
    reviewPromises(source, findings);
    return findings;
  }

  private static void reviewRatio(Source source, List<Finding> findings) {
    long code = source.parts().stream().filter(CodeLine::hasCode).count();
    long comments = source.parts().stream().filter(CodeLine::hasComment).count();
    if (code >= WORTH_EXPLAINING && comments * 100 < code * FEW_PERCENT) {
      var what = "%d lines of code, %d of comment".formatted(code, comments);
      findings.add(new Finding(0, what, 2));
    }
  }

  private static void reviewDeadCode(Source source, List<Finding> findings) {
    int run = 0;
    for (int i = 0; i < source.lines().size(); i++) {
      boolean dead =
          source.parts().get(i).hasComment() && DEAD_CODE.matcher(source.lines().get(i)).find();
      run = dead ? run + 1 : 0;
      if (run == DEAD_LINES) {
        findings.add(new Finding(i + 2 - DEAD_LINES, "code is commented out", 2));
      }
    }
  }

  private static void reviewPromises(Source source, List<Finding> findings) {
    for (int i = 0; i < source.lines().size(); i++) {
      var promise = PROMISE.matcher(source.lines().get(i));
      if (source.parts().get(i).hasComment() && promise.find()) {
        findings.add(new Finding(i + 1, promise.group() + " without an end in sight", 1));
      }
    }
  }
}
