package dev.maos.security.votes;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.TimeSource;
import dev.maos.consensus.Contest;
import dev.maos.consensus.Electorate;
import dev.maos.consensus.Proposal;
import dev.maos.consensus.Subject;
import dev.maos.consensus.Terms;
import dev.maos.consensus.VotingRule;
import dev.maos.consensus.byzantine.Agenda;
import dev.maos.consensus.byzantine.Charter;
import dev.maos.consensus.byzantine.CouncilNews;
import dev.maos.consensus.byzantine.Councillor;
import dev.maos.consensus.byzantine.CouncillorOptions;
import dev.maos.consensus.byzantine.Courier;
import dev.maos.consensus.byzantine.Member;
import dev.maos.consensus.byzantine.MemberKey;
import dev.maos.consensus.byzantine.Notebook;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A committee over an embedded bus, with real keys. */
final class Assembly implements AutoCloseable {
  final Maos maos = Maos.open("memory:");
  final List<AgentId> members = new ArrayList<>();
  final Charter charter;
  private final Map<AgentId, VoterKeys> keys = new HashMap<>();
  private final List<Councillor> opened = new ArrayList<>();

  Assembly(int size) {
    var known = new TreeMap<AgentId, MemberKey>();
    for (int i = 0; i < size; i++) {
      var member = AgentId.of("member" + i);
      members.add(member);
      keys.put(member, VoterKeys.generate(new SecureRandom()));
      known.put(member, keys.get(member).key());
    }
    this.charter = Charter.of(known);
  }

  Councillor honest(int number) {
    return keep(
        maos.councillor(
            charter,
            member(number),
            Notebook.inMemory(TimeSource.system()),
            CouncillorOptions.defaults(),
            CouncilNews.none()));
  }

  /** Over another courier than the bus itself. */
  Councillor over(int number, Courier courier) {
    return keep(
        new Councillor(
            charter,
            member(number),
            courier,
            Notebook.inMemory(TimeSource.system()),
            CouncillorOptions.defaults(),
            TimeSource.system(),
            CouncilNews.none()));
  }

  private Councillor keep(Councillor councillor) {
    opened.add(councillor);
    return councillor;
  }

  private Member member(int number) {
    var id = members.get(number);
    return new Member(id, keys.get(id), VoterKeys.verifier());
  }

  Agenda agenda(Duration open) {
    var now = TimeSource.system().now();
    var proposal =
        Proposal.of(
            Subject.of(members.getFirst(), "Do we ship?", ""),
            Contest.yesOrNo(VotingRule.simpleMajority()),
            Electorate.of(members),
            Terms.until(now.plus(open)),
            "today");
    return Agenda.of(charter, List.of(proposal), now);
  }

  @Override
  public void close() {
    opened.forEach(Councillor::close);
    maos.close();
  }
}
