package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.Cast;
import dev.maos.consensus.Decision;
import dev.maos.consensus.InclusionProof;
import dev.maos.consensus.LogEntry;
import dev.maos.consensus.ProposalId;
import dev.maos.consensus.Verdict;
import dev.maos.consensus.VoteExport;
import dev.maos.memory.MemoryDecisionStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** M3, and what an export is worth to somebody who was not there. */
class VoteAuditTest extends ConsensusScene {
  private final Peer process = process();

  private ProposalId decided() {
    var id = propose(process);
    process.consensus.cast(id, ANN, Ballot.yes().because("it is tested"));
    process.consensus.cast(id, BOB, Ballot.yes());
    return id;
  }

  private VoteExport exported() {
    decided();
    var id = decided();
    decided();
    return process.consensus.audit().export(id);
  }

  @Test
  void anExportIsCountedAgainWithoutAServer() {
    var export = exported();

    var read = VoteExport.read(export.write());

    assertThat(read).isEqualTo(export);
    assertThat(read.problems()).isEmpty();
    assertThat(read.proof().tree().size()).isEqualTo(3);
  }

  @Test
  void everyKindOfEndIsExported() {
    var cancelled = propose(process);
    process.consensus.cancel(cancelled, PAT, "why not");
    var late = propose(process);
    process.consensus.cast(late, CYD, Ballot.no());
    pass(OPEN.plus(SWEEP));

    for (var id : List.of(cancelled, late)) {
      var read = VoteExport.read(process.consensus.audit().export(id).write());
      assertThat(read.problems()).isEmpty();
    }
  }

  @Test
  void everyRandomVoteIsProvenByItsExport() {
    Seed.range(1, 100)
        .forEach(number -> {
          var seed = new Seed(number);
          var vote = RandomVote.of(seed.random(), store.now().plus(OPEN), "audit " + number);
          var id = process.consensus.propose(vote.proposal()).id();
          vote.said().forEach(it -> process.consensus.cast(id, it.voter(), it.ballot()));
          pass(OPEN.plus(SWEEP));

          var read = VoteExport.read(process.consensus.audit().export(id).write());

          assertThat(read.problems()).as(seed.toString()).isEmpty();
        });
  }

  // M3.
  @Test
  void anyByteThatIsChangedIsNoticed() {
    var text = exported().write();
    for (int i = 0; i < text.length(); i++) {
      char other = text.charAt(i) == 'A' ? 'B' : text.charAt(i) == '0' ? '1' : 'A';
      if (other == 'A' && Character.digit(text.charAt(i), 16) >= 0) {
        other = '0';
      }
      var changed = new StringBuilder(text);
      changed.setCharAt(i, other);

      assertThat(isBelieved(changed.toString())).as("with " + other + " at " + i).isFalse();
    }
  }

  private static boolean isBelieved(String text) {
    try {
      return VoteExport.read(text).problems().isEmpty();
    } catch (MaosException refused) {
      return false;
    }
  }

  @Test
  void aRefusalNamesTheLine() {
    var text = exported().write().replaceFirst("\nindex .*\n", "\nindex many\n");

    var refusal = catchThrowableOfType(InvalidInputException.class, () -> VoteExport.read(text));

    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_BALLOT_FILE);
    assertThat(refusal.field()).isEqualTo("line 8");
  }

  @Test
  void anotherOutcomeThanTheBallotsHaveIsNoticed() {
    var export = exported();
    var entries = new ArrayList<>(export.entries());
    var end = (LogEntry.Ended) entries.removeLast();
    var lie = new Verdict(new Decision.Rejected(), end.verdict().covers(), "");
    entries.add(new LogEntry.Ended(end.sequence(), end.at(), lie));

    var problems = new VoteExport(export.proposal(), entries, export.proof()).problems();

    assertThat(problems).hasSize(2);
    assertThat(problems.getFirst()).contains("come to Passed");
  }

  @Test
  void aBallotThatWasChangedIsNoticed() {
    var export = exported();
    var entries = new ArrayList<>(export.entries());
    var taken = ((LogEntry.Taken) entries.get(1)).cast();
    entries.set(
        1,
        new LogEntry.Taken(new Cast(taken.voter(), Ballot.no(), 0, taken.sequence(), taken.at())));

    assertThat(new VoteExport(export.proposal(), entries, export.proof()).problems())
        .singleElement()
        .asString()
        .contains("covers entries that are not in it");
  }

  @Test
  void aVoteThatIsOpenHasNoExport() {
    var id = propose(process);

    var refusal =
        catchThrowableOfType(MaosException.class, () -> process.consensus.audit().export(id));

    assertThat(refusal.code()).isEqualTo(ErrorCode.VOTE_OPEN);
  }

  @Test
  void whoKeptAnOldHeadIsShownThatNothingOfItIsGone() {
    var audit = process.consensus.audit();
    for (int i = 0; i < 5; i++) {
      decided();
    }
    var kept = audit.head();
    for (int i = 0; i < 8; i++) {
      decided();
    }
    var now = process().consensus.audit().head();

    assertThat(kept.isKeptBy(now, audit.consistencyProof(kept.size(), now.size()))).isTrue();
    assertThat(audit.head(kept.size())).isEqualTo(kept);
    assertThat(
            catchThrowableOfType(MaosException.class, () -> audit.consistencyProof(6, 99)).code())
        .isEqualTo(ErrorCode.INVALID_RANGE);
  }

  @Test
  void aProofShowsThisEndAndNoOther() {
    var one = decided();
    var other = decided();
    var audit = process.consensus.audit();
    InclusionProof proof = audit.inclusionProof(one);

    assertThat(proof.shows(process.consensus.status(one).result().orElseThrow())).isTrue();
    assertThat(proof.shows(process.consensus.status(other).result().orElseThrow())).isFalse();
  }

  @Test
  void aStoreThatForgotItsEndsIsNoticed() {
    decided();
    process.consensus.audit().head();

    process.line.switchTo(new MemoryDecisionStore(time));

    assertThat(
            catchThrowableOfType(MaosException.class, () -> process.consensus.audit().head())
                .code())
        .isEqualTo(ErrorCode.LOG_ROLLBACK);
  }
}
