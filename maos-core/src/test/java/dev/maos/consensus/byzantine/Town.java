package dev.maos.consensus.byzantine;

import dev.maos.base.AgentId;
import dev.maos.consensus.Contest;
import dev.maos.consensus.Electorate;
import dev.maos.consensus.Proposal;
import dev.maos.consensus.Subject;
import dev.maos.consensus.Terms;
import dev.maos.consensus.VotingRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A committee with its keys, and what it votes on. */
final class Town {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  final ToyKeys keys = new ToyKeys();
  final List<AgentId> members = new ArrayList<>();
  final Map<AgentId, VoteSigner> hands = new HashMap<>();
  final Charter charter;

  Town(int size) {
    var known = new TreeMap<AgentId, MemberKey>();
    for (int i = 0; i < size; i++) {
      var member = AgentId.of("member" + i);
      members.add(member);
      hands.put(member, keys.hand(member));
      known.put(member, hands.get(member).key());
    }
    this.charter = Charter.of(known);
  }

  VoteSigner hand(AgentId member) {
    return Objects.requireNonNull(hands.get(member));
  }

  Member member(AgentId id) {
    return new Member(id, hand(id), keys);
  }

  /** An agenda of this many questions, until so many milliseconds after the start. */
  Agenda agenda(int questions, long deadlineMillis, String nonce) {
    return agenda(questions, START, deadlineMillis, nonce);
  }

  /** The same, opened at another time. */
  Agenda agenda(int questions, Instant opened, long deadlineMillis, String nonce) {
    var all = new ArrayList<Proposal>();
    for (int i = 0; i < questions; i++) {
      all.add(
          Proposal.of(
              Subject.of(AgentId.of("proposer"), "Question " + i, ""),
              Contest.yesOrNo(VotingRule.simpleMajority()),
              Electorate.of(members),
              Terms.until(opened.plusMillis(deadlineMillis)),
              nonce + i));
    }
    return Agenda.of(charter, all, opened);
  }

  <S extends Statement> Signed<S> sign(AgentId member, Agenda agenda, S statement) {
    return Signed.by(member, hand(member), agenda.id(), statement);
  }
}
