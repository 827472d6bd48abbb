package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.consensus.Cast;
import dev.maos.consensus.Count;
import dev.maos.consensus.Decision;
import dev.maos.consensus.DecisionStore;
import dev.maos.consensus.LogEntry;
import dev.maos.consensus.Proposal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What must hold of a vote that has ended, read from its store. */
final class VoteChecks {
  private VoteChecks() {}

  /** All of it; returns what came out. */
  static Decision check(DecisionStore store, Proposal proposal) {
    var log = store.entries(proposal.id(), LogEntry.FIRST).entries();
    var end = endsOnce(store, proposal, log);
    everyBallotCountsRightly(proposal, log);
    outcomeFollowsFromTheLog(proposal, log, end);
    return end.verdict().decision();
  }

  // D1.
  private static LogEntry.Ended endsOnce(
      DecisionStore store, Proposal proposal, List<LogEntry> log) {
    var ends = log.stream().filter(LogEntry.Ended.class::isInstance).toList();
    assertThat(ends).as("one end, at the end").containsExactly(log.getLast());
    assertThat(store.closed(0, 100_000).closures())
        .filteredOn(closure -> closure.id().equals(proposal.id()))
        .as("one place in the line of ends")
        .singleElement()
        .satisfies(closure ->
            assertThat(closure.verdict()).isEqualTo(((LogEntry.Ended) log.getLast()).verdict()));
    return (LogEntry.Ended) log.getLast();
  }

  // D2.
  private static void outcomeFollowsFromTheLog(
      Proposal proposal, List<LogEntry> log, LogEntry.Ended end) {
    var counted = new ArrayList<Cast>();
    for (var entry : log) {
      if (entry instanceof LogEntry.Taken(var cast)
          && cast.sequence() <= end.verdict().covers().sequence()) {
        counted.add(cast);
      }
    }
    assertThat(Count.of(proposal, counted, end.at()).decision())
        .as("the ballots up to " + end.verdict().covers().sequence())
        .isEqualTo(end.verdict().decision());
  }

  // D3.
  private static void everyBallotCountsRightly(Proposal proposal, List<LogEntry> log) {
    Set<AgentId> voters = new HashSet<>();
    for (var entry : log) {
      if (entry instanceof LogEntry.Taken(var cast)) {
        assertThat(proposal.mayCast(cast.voter())).as("eligible: " + cast).isTrue();
        assertThat(cast.at()).isBefore(proposal.terms().deadline());
        assertThat(voters.add(cast.voter())).as("once: " + cast).isTrue();
      }
    }
  }
}
