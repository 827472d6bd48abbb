package dev.maos.consensus.byzantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.consensus.Ballot;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** B10 in one story: a member comes back between two proposals of a leader that lies. */
class RestartTest {
  private final Town town = new Town(4);
  private final Agenda agenda = town.agenda(1, 60_000, "a");
  private final AgentId leader = agenda.leader(0);
  private final AgentId self =
      town.members.stream().filter(it -> !it.equals(leader)).findFirst().orElseThrow();
  private final List<Signed<Statement.Paper>> papers =
      town.members.stream().map(it -> town.sign(it, agenda, Agenda.paper(Ballot.yes()))).toList();

  private Seat seat(Memory memory) {
    return new Seat(agenda, town.member(self), memory, Standing.MEMBER);
  }

  /** A set that is decisive, and has the ballot of this member. */
  private Letter.Proposed proposal(AgentId without) {
    var set = BallotSet.of(papers.stream().filter(it -> !it.signer().equals(without)).toList());
    var digest = agenda.judge(set).digest();
    return new Letter.Proposed(
        town.sign(leader, agenda, new Statement.Propose(0, digest)), set, List.of());
  }

  private static List<String> prepared(List<Effect> effects) {
    var digests = new ArrayList<String>();
    for (var effect : effects) {
      if (effect instanceof Effect.Send(Letter.Prepared(var prepare), _)) {
        digests.add(prepare.statement().digest());
      }
    }
    return digests;
  }

  @Test
  void whoHasPreparedASetPreparesNoOther() {
    var others =
        town.members.stream().filter(it -> !it.equals(self) && !it.equals(leader)).toList();
    var first = proposal(others.getFirst());
    var second = proposal(others.getLast());
    var before = seat(Memory.blank());
    before.on(new Event.Began());
    before.on(new Event.Voted(Agenda.paper(Ballot.yes())));
    assertThat(prepared(before.on(new Event.Heard(leader, first)))).containsExactly(first.digest());

    var page = Page.write(agenda, town.member(self), before.memory());
    var after = seat(Page.read(agenda, town.member(self), page));
    var said = new ArrayList<>(prepared(after.on(new Event.Began())));
    said.addAll(prepared(after.on(new Event.Heard(leader, second))));

    assertThat(said).containsOnly(first.digest());
  }
}
