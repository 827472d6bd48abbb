package dev.maos.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Seed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** M3: what is logged of a vote, byte by byte. */
class LoggedBytesTest {
  private static final Instant AT = OpenVote.DEADLINE.minusSeconds(60);

  @Test
  void anyByteOfALogThatIsChangedBreaksTheChainAndTheTree() {
    Seed.next()
        .times(
            30,
            random -> {
              var export = export(new RandomElections(random));
              var head = head(export.proposal(), export.entries());
              assertThat(export.problems()).isEmpty();
              for (int i = 0; i < export.entries().size(); i++) {
                var bytes = Canonical.entry(export.entries().get(i));
                for (int at = 0; at < bytes.length; at++) {
                  var changed = bytes.clone();
                  changed[at] ^= (byte) (1 << random.nextInt(8));
                  var other = read(changed);
                  if (other.isPresent()) {
                    assertBroken(export, head, i, other.get());
                  }
                }
              }
            });
  }

  private static void assertBroken(
      VoteExport export, LogPosition head, int place, LogEntry changed) {
    var entries = new ArrayList<>(export.entries());
    entries.set(place, changed);
    var what = export.entries().get(place) + " as " + changed;

    assertThat(isUnbroken(export.proposal(), entries, head)).as(what).isFalse();
    assertThat(isBelieved(new VoteExport(export.proposal(), entries, export.proof())))
        .as(what)
        .isFalse();
  }

  private static boolean isUnbroken(Proposal proposal, List<LogEntry> entries, LogPosition head) {
    try {
      return head(proposal, entries).equals(head);
    } catch (InvalidInputException noLog) {
      return false;
    }
  }

  private static boolean isBelieved(VoteExport export) {
    try {
      return export.problems().isEmpty();
    } catch (InvalidInputException noLog) {
      return false;
    }
  }

  private static Optional<LogEntry> read(byte[] bytes) {
    try {
      var entry = CanonicalReader.entry(bytes);
      // As the reader of exports: there is one form.
      return Optional.of(entry).filter(it -> Arrays.equals(Canonical.entry(it), bytes));
    } catch (RuntimeException unreadable) {
      return Optional.empty();
    }
  }

  private static LogPosition head(Proposal proposal, List<LogEntry> entries) {
    var head = HashChain.start(proposal.id());
    for (var entry : entries) {
      head = head.next(entry);
    }
    return head.position();
  }

  // A guard of ballots is asked about those that count; so these may not be slipped in beside it.
  @Test
  void whatSaysThatItIsLateAndCameInTimeIsNoticed() {
    var ann = AgentId.of("ann");
    var proposal =
        OpenVote.proposal(Contest.yesOrNo(VotingRule.simpleMajority()), Electorate.of(ann));
    var before = OpenVote.DEADLINE.minusSeconds(1);
    var opened = new LogEntry.Opened(before);
    var forged = new LogEntry.Late(Cast.of(ann, Ballot.yes(), 2, before));
    var late = new LogEntry.Late(Cast.of(ann, Ballot.yes(), 2, OpenVote.DEADLINE));

    assertThatThrownBy(
            () -> new LogCopy(proposal).extend(1, new LogPart(List.of(opened, forged), before)))
        .isInstanceOf(LogRollbackException.class)
        .hasMessageContaining("came in time");
    new LogCopy(proposal).extend(1, new LogPart(List.of(opened, late), OpenVote.DEADLINE));
  }

  /** A vote in which all have voted, among others in a tree. */
  private static VoteExport export(RandomElections elections) {
    var agents = List.of(AgentId.of("ann"), AgentId.of("bob"), AgentId.of("cyd"));
    var proposal = OpenVote.proposal(Contest.yesOrNo(elections.majority()), Electorate.of(agents));
    var entries = new ArrayList<LogEntry>();
    entries.add(new LogEntry.Opened(AT));
    var casts = new ArrayList<Cast>();
    for (var agent : agents) {
      var ballot =
          elections.one(List.of(Ballot.yes(), Ballot.no().because("so"), Ballot.abstain()));
      var cast = Cast.of(agent, ballot, entries.size() + 1, AT);
      casts.add(cast);
      entries.add(new LogEntry.Taken(cast));
    }
    var decision = Count.of(proposal, casts, AT).decision();
    var verdict = new Verdict(decision, head(proposal, entries), "");
    var end = new LogEntry.Ended(entries.size() + 1, AT, verdict);
    entries.add(end);
    return new VoteExport(proposal, entries, proof(VoteResult.of(proposal.id(), end)));
  }

  private static InclusionProof proof(VoteResult result) {
    var tree = new MerkleTree();
    tree.add(MerkleHash.ofLeaf(new byte[] {1}));
    tree.add(MerkleHash.ofLeaf(Canonical.end(result)));
    tree.add(MerkleHash.ofLeaf(new byte[] {2}));
    return new InclusionProof(1, new TreeHead(3, tree.root(3)), tree.inclusion(1, 3));
  }
}
