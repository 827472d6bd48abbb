package dev.maos.consensus.byzantine;

import dev.maos.consensus.ByteText;
import dev.maos.consensus.Cast;
import dev.maos.consensus.Count;
import dev.maos.consensus.Decision;
import dev.maos.consensus.Digest;
import dev.maos.consensus.Proposal;
import dev.maos.consensus.VoteForm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What sets of ballots of one agenda come to. That follows from the contents of a set alone, so it
 * is found once, and remembered for the last 16 sets: members send one another the same set again
 * and again. Thread-safe.
 */
final class Judgements {
  private static final int MOST = 16;

  private final String agenda;
  private final List<Proposal> proposals;
  private final Instant deadline;
  private final Map<String, Judgement> found =
      new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Judgement> eldest) {
          return size() > MOST;
        }
      };

  Judgements(String agenda, List<Proposal> proposals) {
    this.agenda = agenda;
    this.proposals = proposals;
    this.deadline = proposals.getFirst().terms().deadline();
  }

  Judgement of(BallotSet set) {
    var contents = contents(set);
    var key = HexFormat.of().formatHex(Digest.sha256(contents));
    return recall(key).orElseGet(() -> judge(set, contents, key));
  }

  private synchronized Optional<Judgement> recall(String key) {
    return Optional.ofNullable(found.get(key));
  }

  private Judgement judge(BallotSet set, byte[] contents, String key) {
    var decisions = new ArrayList<Decision>(proposals.size());
    boolean decisive = true;
    for (int i = 0; i < proposals.size(); i++) {
      var proposal = proposals.get(i);
      var casts = casts(set, i);
      // What is certain is also what comes out if nobody else votes.
      var certain = Count.decided(proposal, casts, last());
      decisive &= certain.isPresent();
      decisions.add(certain.orElseGet(() -> Count.of(proposal, casts, deadline).decision()));
    }
    var judgement = new Judgement(digest(contents, decisions), decisions, decisive);
    synchronized (this) {
      found.put(key, judgement);
    }
    return judgement;
  }

  /** Whether no missing ballot could change anything, without asking what comes out. */
  boolean areDecisive(BallotSet set) {
    for (int i = 0; i < proposals.size(); i++) {
      if (Count.decided(proposals.get(i), casts(set, i), last()).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  // A millisecond before the end a vote is open, and all that is there came in time.
  private Instant last() {
    return deadline.minusMillis(1);
  }

  private List<Cast> casts(BallotSet set, int place) {
    var casts = new ArrayList<Cast>(set.papers().size());
    for (var paper : set.papers()) {
      var ballot = paper.statement().ballots().get(place);
      if (ballot.isPresent()) {
        casts.add(Cast.of(paper.signer(), ballot.get(), casts.size(), last()));
      }
    }
    return casts;
  }

  // Over the contents, not over the signatures: whoever can write one signature in two ways must
  // not make two sets of one.
  private byte[] contents(BallotSet set) {
    var out = new ByteText().text(Statement.FORMAT).text("SET").text(agenda);
    out.number(set.papers().size());
    for (var paper : set.papers()) {
      out.text(paper.signer().value());
      out.bytes(Digest.sha256(paper.statement().bytes(agenda, paper.signer())));
    }
    return out.bytes();
  }

  private static String digest(byte[] contents, List<Decision> decisions) {
    var out = new ByteText().number(decisions.size());
    decisions.forEach(decision -> out.bytes(VoteForm.write(decision)));
    return HexFormat.of().formatHex(Digest.sha256(contents, out.bytes()));
  }
}
