package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.base.ManualTime;
import dev.maos.base.TimeSource;
import dev.maos.consensus.Contest;
import dev.maos.consensus.Electorate;
import dev.maos.consensus.Proposal;
import dev.maos.consensus.Subject;
import dev.maos.consensus.Terms;
import dev.maos.consensus.VotingRule;
import dev.maos.consensus.byzantine.Agenda;
import dev.maos.consensus.byzantine.Charter;
import dev.maos.consensus.byzantine.MemberKey;
import dev.maos.security.votes.VoterKeys;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A liar that opens an agenda for each of the others gets nobody to sign in two of them. */
class CouncilWatchTest {
  private final ManualTime time = new ManualTime();
  private final Charter charter = charter();
  private final List<Agenda> seconds = new ArrayList<>();
  private final CouncilWatch watch =
      new CouncilWatch(
          agenda -> agenda.proposals().getFirst().subject().title().equals("Deploy it?"),
          seconds::add);

  private static Charter charter() {
    var keys = new TreeMap<AgentId, MemberKey>();
    for (var name : List.of("ann", "bob", "cyd", "dan")) {
      keys.put(AgentId.of(name), VoterKeys.generate(new SecureRandom()).key());
    }
    return Charter.of(keys);
  }

  private Agenda agenda(String title, String nonce) {
    var proposal =
        Proposal.of(
            Subject.of(AgentId.of("dan"), title, ""),
            Contest.yesOrNo(VotingRule.simpleMajority()),
            Electorate.of(charter.members()),
            Terms.until(time.now().plusSeconds(60)),
            nonce);
    return Agenda.of(charter, List.of(proposal), time.now());
  }

  @Test
  void theFirstThatAsksIsTheOnlyOne() throws InterruptedException {
    var first = agenda("Deploy it?", "1");
    var second = agenda("Deploy it?", "2");

    assertThat(watch.admits(agenda("Something else?", "1"))).isFalse();
    assertThat(watch.admits(first)).isTrue();
    watch.opened(first);
    assertThat(watch.admits(second)).isFalse();
    assertThat(watch.admits(first)).isTrue();

    assertThat(seconds).containsExactly(second);
    assertThat(watch.await(Duration.ofSeconds(10), TimeSource.system())).hasValue(first);
  }

  @Test
  void whoAsksItselfTakesNoSeatInWhatOthersAsk() {
    watch.choose(agenda("Deploy it?", "own"));

    assertThat(watch.admits(agenda("Deploy it?", "of a liar"))).isFalse();
    assertThat(seconds).hasSize(1);
  }
}
