package dev.maos.consensus.byzantine;

import dev.maos.base.AgentId;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.ByteText;
import dev.maos.consensus.VoteForm;
import java.util.List;
import java.util.Optional;

/**
 * Something that a member signs. What is signed begins with the format, the kind, the agenda, the
 * signer and the round, so that it means nothing anywhere else. Immutable.
 */
public sealed interface Statement {
  /** The format of all that is signed. */
  String FORMAT = "MAOS-CONS-1";

  /** The round of a statement that belongs to none, and of a lock that is not there. */
  int NO_ROUND = -1;

  /** In which round it is said. */
  int round();

  /**
   * The ballots of a member.
   *
   * @param ballots one for each proposal, in the order of the agenda; empty where it does not vote
   */
  record Paper(List<Optional<Ballot>> ballots) implements Statement {
    /** Copies the ballots. */
    public Paper {
      ballots = List.copyOf(ballots);
    }

    /** A ballot for each proposal. */
    public static Paper of(List<Ballot> ballots) {
      return new Paper(ballots.stream().map(Optional::of).toList());
    }

    @Override
    public int round() {
      return NO_ROUND;
    }
  }

  /** A leader's proposal: let us take the set of this digest. */
  record Propose(int round, String digest) implements Statement {}

  /** I have seen this set, and know nothing against it. */
  record Prepare(int round, String digest) implements Statement {}

  /** I have seen that a quorum prepared this set, and have noted it. */
  record Commit(int round, String digest) implements Statement {}

  /**
   * I am now in this round, and what I have noted last is this.
   *
   * @param prepared the round of the lock, -1 without one
   * @param digest of the set that is locked, empty without one
   */
  record RoundChange(int round, int prepared, String digest) implements Statement {}

  /** Its name in what is signed. */
  default String kind() {
    return switch (this) {
      case Paper _ -> "BALLOT";
      case Propose _ -> "PROPOSE";
      case Prepare _ -> "PREPARE";
      case Commit _ -> "COMMIT";
      case RoundChange _ -> "ROUND_CHANGE";
    };
  }

  /** The bytes that this member signs. */
  default byte[] bytes(String agenda, AgentId signer) {
    var out = new ByteText().text(FORMAT).text(kind()).text(agenda).text(signer.value());
    out.number(round());
    payload(out);
    return out.bytes();
  }

  /** Writes what differs from kind to kind. */
  default void payload(ByteText out) {
    switch (this) {
      case Paper(var ballots) -> write(out, ballots);
      case Propose(_, var digest) -> out.text(digest);
      case Prepare(_, var digest) -> out.text(digest);
      case Commit(_, var digest) -> out.text(digest);
      case RoundChange(_, var prepared, var digest) -> out.number(prepared).text(digest);
    }
  }

  private static void write(ByteText out, List<Optional<Ballot>> ballots) {
    out.number(ballots.size());
    for (var ballot : ballots) {
      out.bytes(ballot.map(VoteForm::write).orElseGet(() -> new byte[0]));
    }
  }
}
