package dev.maos.cli;

import dev.maos.cli.vote.CountFields;
import dev.maos.consensus.Cast;
import dev.maos.consensus.Count;
import dev.maos.consensus.LogEntry;
import dev.maos.consensus.Proposal;
import dev.maos.consensus.VoteExport;
import dev.maos.consensus.byzantine.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * A vote that somebody counts again from evidence: who said what, and what it comes to by its rule.
 *
 * @param ballots all that were taken
 * @param late those that came too late
 * @param said one of them as JSON, as far as it is known
 */
record CountedVote(
    Proposal proposal,
    List<Cast> ballots,
    List<Cast> late,
    Count count,
    BiFunction<Proposal, Cast, Map<String, Object>> said) {

  /** The one at this place of what a committee agreed on. */
  static CountedVote of(Certificate certificate, int place) {
    var agenda = certificate.agenda();
    var proposal = agenda.proposals().get(place);
    // A certificate has no times: whatever is in it came before the end.
    var inTime = agenda.deadline().minusMillis(1);
    var ballots = new ArrayList<Cast>();
    for (var paper : certificate.set().papers()) {
      paper
          .statement()
          .ballots()
          .get(place)
          .ifPresent(it -> ballots.add(Cast.of(paper.signer(), it, ballots.size(), inTime)));
    }
    var count = Count.of(proposal, ballots, agenda.deadline());
    return new CountedVote(proposal, ballots, List.of(), count, VoteFigures::said);
  }

  /** The one of an export; its end says which ballots it covers. */
  static CountedVote of(VoteExport export, LogEntry.Ended end) {
    var ballots = new ArrayList<Cast>();
    var late = new ArrayList<Cast>();
    for (var entry : export.entries()) {
      switch (entry) {
        case LogEntry.Taken(var cast) -> ballots.add(cast);
        case LogEntry.Late(var cast) -> late.add(cast);
        case LogEntry.Opened _, LogEntry.Ended _ -> {}
      }
    }
    long last = end.verdict().covers().sequence();
    var covered = ballots.stream().filter(cast -> cast.sequence() <= last).toList();
    var count = Count.of(export.proposal(), covered, end.at());
    return new CountedVote(export.proposal(), ballots, late, count, VoteFigures::ballot);
  }

  /** Tells people the rule, the counts, and who said what. */
  void print(Terminal terminal) {
    terminal.out().println();
    new CountReport(terminal, proposal.contest(), count).tally();
    terminal.out().println();
    VoteFigures.ballots(terminal.outStyle(), proposal, ballots, late)
        .forEach(terminal.out()::println);
    terminal.out().println();
  }

  /** Adds the same as JSON. */
  void put(Map<String, Object> fields) {
    CountFields.put(fields, proposal.contest());
    CountFields.put(fields, count);
    fields.put("ballots", objects(ballots));
    fields.put("late", objects(late));
  }

  private List<Map<String, Object>> objects(List<Cast> casts) {
    return casts.stream().map(cast -> said.apply(proposal, cast)).toList();
  }
}
