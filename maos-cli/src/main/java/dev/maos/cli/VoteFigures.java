package dev.maos.cli;

import dev.maos.cli.vote.BallotFields;
import dev.maos.cli.vote.CountFields;
import dev.maos.consensus.Cast;
import dev.maos.consensus.Decision;
import dev.maos.consensus.Fraction;
import dev.maos.consensus.Proposal;
import dev.maos.consensus.Vote;
import dev.maos.consensus.VoteResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What there is to say about a vote. */
final class VoteFigures {
  private VoteFigures() {}

  /** The vote in a few words. */
  static Map<String, Object> brief(Vote vote) {
    var proposal = vote.proposal();
    var fields = new LinkedHashMap<String, Object>();
    fields.put("proposal", proposal.id().value());
    fields.put("title", proposal.subject().title());
    fields.put("proposer", proposal.subject().proposer().value());
    fields.put("rule", proposal.contest().rule().name());
    fields.put("status", vote.status().name());
    fields.put("voted", CountFields.number(vote.count().turnout().cast().participants()));
    fields.put("participants", proposal.electorate().weights().size());
    fields.put("deadline", proposal.terms().deadline().toString());
    return fields;
  }

  /** All of it: what was asked, what everybody said, and what it comes to. */
  static Map<String, Object> of(Vote vote) {
    var fields = brief(vote);
    fields.put("description", vote.proposal().subject().description());
    fields.put("options", vote.proposal().contest().options());
    fields.put("ending", vote.proposal().terms().ending().name());
    fields.put("openedAt", vote.openedAt().toString());
    CountFields.put(fields, vote.count());
    // The count of a vote that was taken back says nothing of that.
    fields.put("outcome", vote.decision().name());
    vote.result().ifPresent(result -> putEnd(fields, result));
    fields.put(
        "ballots", vote.ballots().stream().map(cast -> ballot(vote.proposal(), cast)).toList());
    fields.put("late", vote.late().stream().map(cast -> ballot(vote.proposal(), cast)).toList());
    return fields;
  }

  private static void putEnd(Map<String, Object> fields, VoteResult result) {
    fields.put("endedAt", result.at().toString());
    if (result.decision() instanceof Decision.Cancelled) {
      fields.put("reason", result.verdict().reason());
    }
  }

  /** Who said what. */
  static Map<String, Object> said(Proposal proposal, Cast cast) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("voter", cast.voter().value());
    fields.put("weight", CountFields.number(weight(proposal, cast)));
    fields.putAll(BallotFields.of(cast.ballot()));
    return fields;
  }

  /** The same, and when. */
  static Map<String, Object> ballot(Proposal proposal, Cast cast) {
    var fields = said(proposal, cast);
    fields.put("revision", cast.revision());
    fields.put("sequence", cast.sequence());
    fields.put("at", cast.at().toString());
    return fields;
  }

  // The arbiter of ties has no weight.
  private static Fraction weight(Proposal proposal, Cast cast) {
    return proposal.electorate().weights().getOrDefault(cast.voter(), Fraction.ZERO);
  }

  /** Votes, a line each. */
  static List<String> table(Style style, List<Vote> votes) {
    var table = new Table(style, "VOTE", "RULE", "VOTED", "DEADLINE", "TITLE");
    for (var vote : votes) {
      var fields = brief(vote);
      table.add(
          vote.proposal().id(),
          vote.proposal().contest().rule().name(),
          fields.get("voted") + " of " + fields.get("participants"),
          vote.proposal().terms().deadline(),
          oneLine(vote.proposal().subject().title()));
    }
    return table.lines();
  }

  /** What was asked and when, a line for each part. */
  static List<String> lines(Style style, Vote vote) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("vote", vote.proposal().id());
    fields.put("title", oneLine(vote.proposal().subject().title()));
    fields.put("asked by", vote.proposal().subject().proposer());
    fields.put("status", vote.status());
    fields.put("opened", vote.openedAt());
    fields.put("deadline", vote.proposal().terms().deadline());
    vote.result().ifPresent(result -> fields.put("ended", result.at()));
    return fields.entrySet().stream()
        .map(field -> style.shown("%-9s %s".formatted(field.getKey(), field.getValue())))
        .toList();
  }

  /** Who said what, a line each, and who was late. */
  static List<String> ballots(Style style, Vote vote) {
    return ballots(style, vote.proposal(), vote.ballots(), vote.late());
  }

  /** The same of a vote of which no more is known. */
  static List<String> ballots(Style style, Proposal proposal, List<Cast> ballots, List<Cast> late) {
    var table = new Table(style, "VOTER", "WEIGHT", "BALLOT", "REASON");
    ballots.forEach(cast -> add(table, proposal, cast, ""));
    late.forEach(cast -> add(table, proposal, cast, " (late)"));
    return table.lines();
  }

  private static void add(Table table, Proposal proposal, Cast cast, String remark) {
    table.add(
        cast.voter(),
        CountReport.number(weight(proposal, cast)),
        BallotWords.of(cast.ballot()) + remark,
        oneLine(cast.ballot().reason()));
  }

  private static String oneLine(String text) {
    return text.replace('\n', ' ');
  }
}
