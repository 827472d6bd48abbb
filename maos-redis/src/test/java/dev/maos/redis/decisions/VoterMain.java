package dev.maos.redis.decisions;

import dev.maos.base.AgentId;
import dev.maos.base.TimeSource;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.Consensus;
import dev.maos.consensus.ConsensusOptions;
import dev.maos.consensus.Surroundings;
import dev.maos.consensus.VoteForm;
import dev.maos.redis.link.RedisLink;
import dev.maos.redis.link.RedisUri;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A process that proposes and casts the ballots it is told to, and stands still at one of its
 * steps, to be killed there: it says "there" and goes no further.
 *
 * <p>Arguments: the URI; where to stand still, such as {@code "after cast 2"}; the proposal; then
 * for each ballot its voter and its content.
 */
final class VoterMain {
  private static final List<String> NOT_COUNTED = List.of("done", "take", "closed", "now");

  private VoterMain() {}

  /** Numbers the steps of each kind, and stands still at one. */
  private static final class Gate {
    private final String where;
    private final Map<String, Integer> seen = new HashMap<>();

    Gate(String where) {
      this.where = where;
    }

    void pass(String step) {
      var kind = step.substring(step.indexOf(' ') + 1);
      if (NOT_COUNTED.contains(kind)) {
        return;
      }
      int number;
      synchronized (seen) {
        number = seen.merge(step, 1, Integer::sum);
      }
      if (where.equals(step + " " + number)) {
        System.out.println("there");
        waitForTheEnd();
      }
    }

    private static void waitForTheEnd() {
      try {
        while (System.in.read() >= 0) {
          // Nothing is said to it.
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Runtime.getRuntime().halt(1);
    }
  }

  static void main(String[] arguments) {
    var gate = new Gate(arguments[1]);
    var proposal = VoteForm.proposal(bytes(arguments[2]));
    try (var link = RedisLink.open(RedisUri.parse(arguments[0]), TimeSource.system());
        var consensus =
            new Consensus(
                () -> new RedisDecisionStore(link, VoteLibrary.load(), gate::pass),
                ConsensusOptions.defaults(),
                Surroundings.none(),
                TimeSource.system(),
                new SplittableRandom(1))) {
      consensus.propose(proposal);
      for (int i = 3; i < arguments.length; i += 2) {
        Ballot ballot = VoteForm.ballot(bytes(arguments[i + 1]));
        consensus.cast(proposal.id(), AgentId.of(arguments[i]), ballot);
      }
    }
    System.out.println("done");
  }

  private static byte[] bytes(String text) {
    return Base64.getDecoder().decode(text);
  }
}
