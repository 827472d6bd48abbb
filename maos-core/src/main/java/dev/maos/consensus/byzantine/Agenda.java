package dev.maos.consensus.byzantine;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.ByteReader;
import dev.maos.consensus.ByteText;
import dev.maos.consensus.Digest;
import dev.maos.consensus.Proposal;
import dev.maos.consensus.Terms;
import dev.maos.consensus.TieRule;
import dev.maos.consensus.VoteForm;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * What a committee decides by one agreement: a proposal, or up to 64 of them.
 *
 * <p>Its id is the hash of the charter and of all proposals, and is in everything that is signed.
 * So nothing that was said about one agenda has an effect on another, nor under other members.
 * Immutable.
 */
public final class Agenda {
  /** The most proposals that one agreement decides. */
  public static final int MOST = 64;

  private static final String KIND = "AGENDA";

  private final Charter charter;
  private final List<Proposal> proposals;
  private final Instant opened;
  private final String id;
  private final Judgements judgements;

  private Agenda(Charter charter, List<Proposal> proposals, Instant opened) {
    this.charter = charter;
    this.proposals = List.copyOf(proposals);
    this.opened = opened.truncatedTo(ChronoUnit.MILLIS);
    check();
    this.id = HexFormat.of().formatHex(Digest.sha256(canonical()));
    this.judgements = new Judgements(id, this.proposals);
  }

  /**
   * An agenda.
   *
   * @param opened from when on there may be ballots; what is finer than a millisecond is cut off
   * @throws InvalidInputException {@link ErrorCode#INVALID_PROPOSAL} unless there are 1 to 64
   *     different proposals with one deadline, whose voters are members, which need no arbiter and
   *     allow no revisions
   */
  public static Agenda of(Charter charter, List<Proposal> proposals, Instant opened) {
    return new Agenda(charter, proposals, opened);
  }

  private void check() {
    if (proposals.isEmpty() || proposals.size() > MOST) {
      throw invalid("proposals", Integer.toString(proposals.size()), "1 to " + MOST);
    }
    if (proposals.stream().distinct().count() < proposals.size()) {
      throw invalid("proposals", "the same twice", "different ones");
    }
    var deadline = proposals.getFirst().terms().deadline();
    for (var proposal : proposals) {
      check(proposal, deadline);
    }
    if (opened.isBefore(Instant.EPOCH) || !opened.isBefore(deadline)) {
      throw invalid("opened", opened.toString(), "a time before the deadline");
    }
  }

  private void check(Proposal proposal, Instant deadline) {
    if (!proposal.terms().deadline().equals(deadline)) {
      throw invalid("deadline", proposal.terms().deadline().toString(), "one for all proposals");
    }
    if (proposal.terms().ending() == Terms.Ending.REVISABLE) {
      throw invalid("ending", "REVISABLE", "one without revisions: a ballot is signed once");
    }
    if (proposal.contest().ties().stream().anyMatch(TieRule.Arbiter.class::isInstance)) {
      throw invalid("ties", "ARBITER", "a chain without an arbiter");
    }
    for (var voter : proposal.electorate().weights().keySet()) {
      if (!charter.includes(voter)) {
        throw invalid("voter", voter.value(), "a member of the committee");
      }
    }
  }

  /** 64 hexadecimal digits. */
  public String id() {
    return id;
  }

  /** Who decides. */
  public Charter charter() {
    return charter;
  }

  /** What is asked. */
  public List<Proposal> proposals() {
    return proposals;
  }

  /** From when on there may be ballots. */
  public Instant opened() {
    return opened;
  }

  /** Until when. */
  public Instant deadline() {
    return proposals.getFirst().terms().deadline();
  }

  /** Who proposes a set of ballots in this round. */
  public AgentId leader(int round) {
    return charter.leader(id, round);
  }

  /**
   * Refuses a paper that does not fit.
   *
   * @throws InvalidInputException {@link ErrorCode#INVALID_BALLOT} with the place in it
   */
  void check(AgentId voter, Statement.Paper paper) {
    if (paper.ballots().size() != proposals.size()) {
      throw new InvalidInputException(
          ErrorCode.INVALID_BALLOT,
          "ballots of " + voter,
          Integer.toString(paper.ballots().size()),
          Integer.toString(proposals.size()));
    }
    for (int i = 0; i < proposals.size(); i++) {
      check(voter, i, paper);
    }
  }

  private void check(AgentId voter, int place, Statement.Paper paper) {
    var ballot = paper.ballots().get(place);
    if (ballot.isEmpty()) {
      return;
    }
    var proposal = proposals.get(place);
    if (!proposal.mayCast(voter)) {
      throw new InvalidInputException(
          ErrorCode.INVALID_BALLOT,
          "ballots[" + place + "]",
          voter.value(),
          "one who may vote on this");
    }
    proposal.check(voter, ballot.get());
  }

  /** What a set of ballots comes to. */
  Judgement judge(BallotSet set) {
    return judgements.of(set);
  }

  /** Whether no ballot that is missing in a set could change what comes out. */
  boolean isDecidedBy(BallotSet set) {
    return judgements.areDecisive(set);
  }

  /** The bytes that the id is the hash of. */
  public byte[] canonical() {
    var out = new ByteText().text(Statement.FORMAT).text(KIND).bytes(charter.canonical());
    out.number(opened.toEpochMilli()).number(proposals.size());
    proposals.forEach(proposal -> out.bytes(proposal.canonical()));
    return out.bytes();
  }

  /**
   * Reads what {@link #canonical} gave.
   *
   * @throws dev.maos.base.MaosException if these bytes are no agenda in its one form
   */
  public static Agenda read(byte[] bytes) {
    var in = new ByteReader(bytes);
    in.expect(Statement.FORMAT);
    in.expect(KIND);
    var charter = Charter.read(in.bytes());
    var opened = Instant.ofEpochMilli(in.number());
    var proposals = new ArrayList<Proposal>();
    for (int left = in.count(); left > 0; left--) {
      proposals.add(VoteForm.proposal(in.bytes()));
    }
    in.end();
    var agenda = new Agenda(charter, proposals, opened);
    if (!Arrays.equals(agenda.canonical(), bytes)) {
      throw ByteReader.foreign("has parts that are written in another way than the one allowed");
    }
    return agenda;
  }

  /** A paper with this ballot, for an agenda of one proposal. */
  public static Statement.Paper paper(Ballot ballot) {
    return Statement.Paper.of(List.of(ballot));
  }

  private static InvalidInputException invalid(String field, String value, String allowed) {
    return new InvalidInputException(ErrorCode.INVALID_PROPOSAL, field, value, allowed);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Agenda that && id.equals(that.id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return "Agenda[" + id + ", " + proposals.size() + " proposals]";
  }
}
