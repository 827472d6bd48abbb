package dev.maos.cli.demo;

import java.util.ArrayList;
import java.util.List;

/** Finds methods whose blocks are nested too deep. */
final class NestingAnalysis implements Analysis {
  static final int DEEP = 4;

  @Override
  public List<Finding> review(Source source) {
    var findings = new ArrayList<Finding>();
    for (var method : Methods.in(source)) {
      if (method.depth() >= DEEP) {
        var what = "%s() is nested %d levels deep".formatted(method.name(), method.depth());
        findings.add(new Finding(method.deepest(), what, 2 * (method.depth() - DEEP + 1)));
      }
    }
    return findings;
  }
}
