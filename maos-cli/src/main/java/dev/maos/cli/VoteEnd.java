package dev.maos.cli;

import dev.maos.consensus.Contest;
import dev.maos.consensus.Decision;
import dev.maos.consensus.VoteResult;
import java.util.LinkedHashMap;

/** Says how a vote ended, in words or as JSON. */
final class VoteEnd {
  private final Terminal terminal;
  private final boolean json;

  VoteEnd(Terminal terminal, boolean json) {
    this.terminal = terminal;
    this.json = json;
  }

  void print(VoteResult result, Contest contest) {
    if (!json) {
      var words = CountReport.words(result.decision(), contest);
      terminal.out().println(terminal.outStyle().shown(words));
      return;
    }
    var fields = new LinkedHashMap<String, Object>();
    fields.put("proposal", result.id().value());
    fields.put("outcome", result.decision().name());
    switch (result.decision()) {
      case Decision.Winner(var option) -> fields.put("winner", option);
      case Decision.Cancelled() -> fields.put("reason", result.verdict().reason());
      case Decision.Undecided(),
          Decision.Passed(),
          Decision.Rejected(),
          Decision.Tied(_),
          Decision.NoQuorum(),
          Decision.Vetoed() -> {}
    }
    fields.put("endedAt", result.at().toString());
    new JsonLines(terminal).print(fields);
  }
}
