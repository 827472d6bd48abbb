package dev.maos.consensus;

import dev.maos.consensus.VotingRule.Majority;
import dev.maos.consensus.VotingRule.RankedChoice;
import dev.maos.consensus.VotingRule.Score;
import java.util.TreeMap;

/**
 * The one form of a value as bytes, for hashes and signatures.
 *
 * <p>Each begins with the name of the format and of the kind of value, so that bytes of one kind
 * are never taken for another. A variant begins with its name. See {@link ByteText} for the rest.
 */
final class Canonical {
  static final String FORMAT = "MAOS-CONS-1";
  static final String PROPOSAL = "PROPOSAL";
  static final String BALLOT = "BALLOT";
  static final String DECISION = "DECISION";
  static final String ENTRY = "ENTRY";
  static final String SEALED = "SEALED";

  private final ByteText out = new ByteText();

  private Canonical(String kind) {
    out.text(FORMAT).text(kind);
  }

  static byte[] proposal(Proposal proposal) {
    var canonical = new Canonical(PROPOSAL);
    canonical.subject(proposal.subject());
    canonical.contest(proposal.contest());
    canonical.electorate(proposal.electorate());
    canonical
        .out
        .number(proposal.terms().deadline().toEpochMilli())
        .text(proposal.terms().ending().name())
        .text(proposal.nonce());
    return canonical.out.bytes();
  }

  static byte[] contestAlone(Contest contest) {
    var canonical = new Canonical("CONTEST");
    canonical.contest(contest);
    return canonical.out.bytes();
  }

  /** The content of a ballot, its reason with it. Scores are in the order of their options. */
  static byte[] ballot(Ballot ballot) {
    var out = new Canonical(BALLOT).out;
    switch (ballot) {
      case Ballot.Yes _ -> out.text("YES");
      case Ballot.No _ -> out.text("NO");
      case Ballot.Abstain _ -> out.text("ABSTAIN");
      case Ballot.Veto _ -> out.text("VETO");
      case Ballot.Choice(var option, _) -> out.text("CHOICE").text(option);
      case Ballot.Ranking(var ranks, _) -> {
        out.text("RANKING").number(ranks.size());
        ranks.forEach(out::texts);
      }
      case Ballot.Approval(var options, _) -> out.text("APPROVAL").texts(options);
      case Ballot.Scores(var scores, _) -> {
        out.text("SCORES").number(scores.size());
        new TreeMap<>(scores).forEach((option, score) -> out.text(option).number(score));
      }
    }
    return out.text(ballot.reason()).bytes();
  }

  /** A ballot as it is stored: as its content alone where nobody has sealed it. */
  static byte[] stored(CastRequest request) {
    var content = ballot(request.ballot());
    return request.seal().isThere()
        ? new Canonical(SEALED).out.text(request.seal().text()).bytes(content).bytes()
        : content;
  }

  static byte[] decision(Decision decision) {
    var out = new Canonical(DECISION).out.text(decision.name());
    switch (decision) {
      case Decision.Winner(var option) -> out.text(option);
      case Decision.Tied(var options) -> out.texts(options);
      case Decision.Undecided(), Decision.Passed(), Decision.Rejected() -> {}
      case Decision.NoQuorum(), Decision.Vetoed(), Decision.Cancelled() -> {}
    }
    return out.bytes();
  }

  /** An entry of the log of a vote, as the chain of hashes covers it. */
  static byte[] entry(LogEntry entry) {
    var out = new Canonical(ENTRY).out;
    out.text(entry.kind()).number(entry.sequence()).number(VoteForm.micros(entry.at()));
    switch (entry) {
      case LogEntry.Opened _ -> {}
      case LogEntry.Taken(var cast) -> cast(out, cast);
      case LogEntry.Late(var cast) -> cast(out, cast);
      case LogEntry.Ended(_, _, var verdict) ->
          out.bytes(decision(verdict.decision()))
              .number(verdict.covers().sequence())
              .text(verdict.covers().head())
              .text(verdict.reason());
    }
    return out.bytes();
  }

  /** The end of a vote, as the tree over all ends has it. */
  static byte[] end(VoteResult result) {
    var verdict = result.verdict();
    return new Canonical("END")
        .out
        .text(result.id().value())
        .number(VoteForm.micros(result.at()))
        .bytes(decision(verdict.decision()))
        .number(verdict.covers().sequence())
        .text(verdict.covers().head())
        .text(verdict.reason())
        .bytes();
  }

  private static void cast(ByteText out, Cast cast) {
    out.text(cast.voter().value()).number(cast.revision()).bytes(ballot(cast.ballot()));
    if (cast.seal().isThere()) {
      out.text(cast.seal().text());
    }
  }

  private void subject(Subject subject) {
    out.text(subject.proposer().value())
        .text(subject.title())
        .text(subject.description())
        .number(subject.priority());
  }

  private void contest(Contest contest) {
    out.texts(contest.options());
    rule(contest.rule());
    out.text(contest.quorum().share().toString()).text(contest.quorum().base().name());
    out.texts(contest.quorum().counting().stream().map(Quorum.Voice::name).toList());
    out.number(contest.ties().size());
    contest.ties().forEach(this::tie);
  }

  private void rule(VotingRule rule) {
    out.text(rule.name());
    switch (rule) {
      case Majority(_, var share, var base, var strictness) ->
          out.text(share.toString()).text(base.name()).text(strictness.name());
      case VotingRule.Weighted(var over) -> rule(over);
      case Score(var least, var most, var average, var unscored) ->
          out.number(least).number(most).text(average.name()).text(unscored.name());
      case RankedChoice(var paper, var elimination, var until) -> {
        out.text(paper.overvote().name()).number(paper.maxSkippedRanks());
        out.text(paper.duplicate().name()).text(elimination.name()).text(until.name());
      }
      case VotingRule.Schulze(var strength, var unranked) ->
          out.text(strength.name()).text(unranked.name());
      case VotingRule.RankedPairs(var strength, var unranked) ->
          out.text(strength.name()).text(unranked.name());
      case VotingRule.Copeland(var unranked) -> out.text(unranked.name());
      case VotingRule.Borda(var unranked) -> out.text(unranked.name());
      case VotingRule.Unanimous(), VotingRule.NemCon() -> {}
      case VotingRule.Plurality(), VotingRule.Approval() -> {}
    }
  }

  private void tie(TieRule rule) {
    out.text(rule.name());
    switch (rule) {
      case TieRule.Order(var options) -> out.texts(options);
      case TieRule.Arbiter(var agent) -> out.text(agent.value());
      case TieRule.PreviousRounds(), TieRule.Lot(), TieRule.StatusQuo() -> {}
    }
  }

  private void electorate(Electorate electorate) {
    out.number(electorate.weights().size());
    electorate.weights().forEach((agent, it) -> out.text(agent.value()).text(it.toString()));
    out.texts(electorate.vetoHolders().stream().map(agent -> agent.value()).toList());
    out.number(electorate.delegates().size());
    electorate.delegates().forEach((from, to) -> out.text(from.value()).text(to.value()));
  }
}
