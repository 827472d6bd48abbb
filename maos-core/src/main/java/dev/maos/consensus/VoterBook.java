package dev.maos.consensus;

import dev.maos.base.AgentId;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How voters have voted; of the last 10,000 of them. Thread-safe. */
final class VoterBook {
  private static final int MOST = 10_000;

  private final Map<AgentId, Page> pages =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<AgentId, Page> eldest) {
          return size() > MOST;
        }
      };

  private static final class Page {
    long eligible;
    long voted;
    long abstained;
    long agreed;
    long dissented;
    long late;
    long answerMicros;
  }

  /** A vote has ended, of which this is all that was said. */
  void note(Proposal proposal, List<LogEntry> entries) {
    var last = new HashMap<AgentId, Cast>();
    var late = new HashMap<AgentId, Cast>();
    for (var entry : entries) {
      switch (entry) {
        case LogEntry.Taken(var cast) -> last.put(cast.voter(), cast);
        case LogEntry.Late(var cast) -> late.put(cast.voter(), cast);
        case LogEntry.Opened _, LogEntry.Ended _ -> {}
      }
    }
    if (!(entries.getLast() instanceof LogEntry.Ended end)) {
      throw new IllegalArgumentException("the vote has not ended");
    }
    long opened = VoteForm.micros(entries.getFirst().at());
    synchronized (this) {
      for (var voter : proposal.electorate().weights().keySet()) {
        var page = pages.computeIfAbsent(voter, v -> new Page());
        page.eligible++;
        page.late += late.containsKey(voter) ? 1 : 0;
        var cast = last.get(voter);
        if (cast != null) {
          note(page, cast, end.verdict().decision(), opened);
        }
      }
    }
  }

  private static void note(Page page, Cast cast, Decision decision, long openedMicros) {
    page.voted++;
    page.answerMicros += VoteForm.micros(cast.at()) - openedMicros;
    page.abstained += cast.ballot() instanceof Ballot.Abstain ? 1 : 0;
    switch (Agreement.of(cast.ballot(), decision)) {
      case AGREES -> page.agreed++;
      case DISSENTS -> page.dissented++;
      case NEITHER -> {}
    }
  }

  synchronized Optional<VoterStatistics> of(AgentId voter) {
    return Optional.ofNullable(pages.get(voter)).map(page -> statistics(voter, page));
  }

  private static VoterStatistics statistics(AgentId voter, Page page) {
    long mean = page.voted == 0 ? 0 : page.answerMicros / page.voted;
    return new VoterStatistics(
        voter,
        page.eligible,
        page.voted,
        page.abstained,
        page.agreed,
        page.dissented,
        page.eligible - page.voted,
        page.late,
        Duration.ofNanos(mean * 1_000));
  }
}
