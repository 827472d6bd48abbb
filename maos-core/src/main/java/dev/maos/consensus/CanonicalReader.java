package dev.maos.consensus;

import dev.maos.base.AgentId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Reads what {@link Canonical} has written. Used once. Not thread-safe. */
final class CanonicalReader {
  private final ByteReader in;

  private CanonicalReader(byte[] bytes, String kind) {
    this(bytes);
    in.expect(kind);
  }

  private CanonicalReader(byte[] bytes) {
    this.in = new ByteReader(bytes);
    in.expect(Canonical.FORMAT);
  }

  static Proposal proposal(byte[] bytes) {
    var reader = new CanonicalReader(bytes, Canonical.PROPOSAL);
    var subject = reader.subject();
    var contest = reader.contest();
    var electorate = reader.electorate();
    var deadline = Instant.ofEpochMilli(reader.in.number());
    var terms = new Terms(deadline, reader.in.word(Terms.Ending.class));
    var nonce = reader.in.text();
    reader.in.end();
    return Proposal.of(subject, contest, electorate, terms, nonce);
  }

  static Ballot ballot(byte[] bytes) {
    var reader = new CanonicalReader(bytes, Canonical.BALLOT);
    var ballot = reader.ballot().because(reader.in.text());
    reader.in.end();
    return ballot;
  }

  static CastRequest stored(AgentId voter, int revision, byte[] bytes) {
    var reader = new CanonicalReader(bytes);
    var kind = reader.in.text();
    if (!kind.equals(Canonical.SEALED)) {
      return new CastRequest(voter, ballot(bytes), revision);
    }
    var seal = new BallotSeal(reader.in.text());
    var sealed = new CastRequest(voter, ballot(reader.in.bytes()), revision, seal);
    reader.in.end();
    return sealed;
  }

  static Decision decision(byte[] bytes) {
    var reader = new CanonicalReader(bytes, Canonical.DECISION);
    var decision = reader.decision();
    reader.in.end();
    return decision;
  }

  static LogEntry entry(byte[] bytes) {
    var reader = new CanonicalReader(bytes, Canonical.ENTRY);
    var entry = reader.entry();
    reader.in.end();
    return entry;
  }

  private LogEntry entry() {
    var kind = in.text();
    long sequence = in.number();
    var at = VoteForm.instant(in.number());
    return switch (kind) {
      case "OPENED" -> new LogEntry.Opened(at);
      case "TAKEN" -> new LogEntry.Taken(cast(sequence, at));
      case "LATE" -> new LogEntry.Late(cast(sequence, at));
      case "ENDED" -> {
        var decision = decision(in.bytes());
        var covers = new LogPosition(in.number(), in.text());
        yield new LogEntry.Ended(sequence, at, new Verdict(decision, covers, in.text()));
      }
      default -> throw ByteReader.foreign("has an unknown kind");
    };
  }

  private Cast cast(long sequence, Instant at) {
    var voter = AgentId.of(in.text());
    int revision = in.small();
    var ballot = ballot(in.bytes());
    var seal = in.isAtEnd() ? BallotSeal.NONE : new BallotSeal(in.text());
    return new Cast(voter, ballot, revision, sequence, at, seal);
  }

  private Subject subject() {
    return new Subject(AgentId.of(in.text()), in.text(), in.text(), in.small());
  }

  private Contest contest() {
    var options = in.texts();
    var rule = rule();
    var share = Fraction.parse(in.text());
    var base = in.word(Quorum.Base.class);
    var voices = new HashSet<Quorum.Voice>();
    for (int left = in.count(); left > 0; left--) {
      voices.add(in.word(Quorum.Voice.class));
    }
    var ties = new ArrayList<TieRule>();
    for (int left = in.count(); left > 0; left--) {
      ties.add(tie());
    }
    return new Contest(options, rule, new Quorum(share, base, voices), ties);
  }

  private VotingRule rule() {
    var name = in.text();
    // Not by itself again and again: bytes from outside must not choose how deep that goes.
    return name.equals("WEIGHTED") ? new VotingRule.Weighted(rule(in.text())) : rule(name);
  }

  private VotingRule rule(String name) {
    return switch (name) {
      case "SIMPLE_MAJORITY", "ABSOLUTE_MAJORITY", "SUPER_MAJORITY" ->
          new VotingRule.Majority(
              VotingRule.Majority.Kind.valueOf(name),
              Fraction.parse(in.text()),
              in.word(VotingRule.Majority.Base.class),
              in.word(VotingRule.Majority.Strictness.class));
      case "UNANIMOUS" -> new VotingRule.Unanimous();
      case "NEM_CON" -> new VotingRule.NemCon();
      default -> election(name);
    };
  }

  private VotingRule election(String name) {
    return switch (name) {
      case "PLURALITY" -> new VotingRule.Plurality();
      case "APPROVAL" -> new VotingRule.Approval();
      case "SCORE" ->
          new VotingRule.Score(
              in.small(),
              in.small(),
              in.word(VotingRule.Score.Average.class),
              in.word(VotingRule.Score.Unscored.class));
      case "RANKED_CHOICE" ->
          new VotingRule.RankedChoice(
              new Paper(in.word(Paper.Overvote.class), in.small(), in.word(Paper.Duplicate.class)),
              in.word(VotingRule.RankedChoice.Elimination.class),
              in.word(VotingRule.RankedChoice.Until.class));
      case "SCHULZE" -> new VotingRule.Schulze(strength(), unranked());
      case "RANKED_PAIRS" -> new VotingRule.RankedPairs(strength(), unranked());
      case "COPELAND" -> new VotingRule.Copeland(unranked());
      case "BORDA" -> new VotingRule.Borda(unranked());
      default -> throw ByteReader.foreign("has an unknown rule");
    };
  }

  private VotingRule.Strength strength() {
    return in.word(VotingRule.Strength.class);
  }

  private VotingRule.Unranked unranked() {
    return in.word(VotingRule.Unranked.class);
  }

  private TieRule tie() {
    return switch (in.text()) {
      case "PREVIOUS_ROUNDS" -> new TieRule.PreviousRounds();
      case "ORDER" -> new TieRule.Order(in.texts());
      case "LOT" -> new TieRule.Lot();
      case "STATUS_QUO" -> new TieRule.StatusQuo();
      case "ARBITER" -> new TieRule.Arbiter(AgentId.of(in.text()));
      default -> throw ByteReader.foreign("has an unknown tie rule");
    };
  }

  private Electorate electorate() {
    var weights = new HashMap<AgentId, Fraction>();
    for (int left = in.count(); left > 0; left--) {
      weights.put(AgentId.of(in.text()), Fraction.parse(in.text()));
    }
    var holders = new HashSet<AgentId>();
    in.texts().forEach(holder -> holders.add(AgentId.of(holder)));
    var delegates = new HashMap<AgentId, AgentId>();
    for (int left = in.count(); left > 0; left--) {
      delegates.put(AgentId.of(in.text()), AgentId.of(in.text()));
    }
    return new Electorate(weights, holders, delegates);
  }

  private Ballot ballot() {
    return switch (in.text()) {
      case "YES" -> Ballot.yes();
      case "NO" -> Ballot.no();
      case "ABSTAIN" -> Ballot.abstain();
      case "VETO" -> Ballot.veto();
      case "CHOICE" -> Ballot.choice(in.text());
      case "RANKING" -> Ballot.ranking(ranks());
      case "APPROVAL" -> new Ballot.Approval(in.texts(), "");
      case "SCORES" -> Ballot.scores(scores());
      default -> throw ByteReader.foreign("has an unknown kind of ballot");
    };
  }

  private List<List<String>> ranks() {
    var ranks = new ArrayList<List<String>>();
    for (int left = in.count(); left > 0; left--) {
      ranks.add(in.texts());
    }
    return ranks;
  }

  private Map<String, Integer> scores() {
    var scores = new HashMap<String, Integer>();
    for (int left = in.count(); left > 0; left--) {
      scores.put(in.text(), in.small());
    }
    return scores;
  }

  private Decision decision() {
    return switch (in.text()) {
      case "UNDECIDED" -> new Decision.Undecided();
      case "PASSED" -> new Decision.Passed();
      case "REJECTED" -> new Decision.Rejected();
      case "WINNER" -> new Decision.Winner(in.text());
      case "TIED" -> new Decision.Tied(in.texts());
      case "NO_QUORUM" -> new Decision.NoQuorum();
      case "VETOED" -> new Decision.Vetoed();
      case "CANCELLED" -> new Decision.Cancelled();
      default -> throw ByteReader.foreign("has an unknown decision");
    };
  }
}
