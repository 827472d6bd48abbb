package dev.maos.security;

import static dev.maos.security.TwoProcesses.PLANNER;
import static dev.maos.security.TwoProcesses.QUICK;
import static dev.maos.security.TwoProcesses.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.Maos;
import dev.maos.backend.Backend;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.CastRequest;
import dev.maos.consensus.Contest;
import dev.maos.consensus.Electorate;
import dev.maos.consensus.Proposal;
import dev.maos.consensus.Subject;
import dev.maos.consensus.VotingRule;
import dev.maos.event.Event;
import dev.maos.event.EventDraft;
import dev.maos.event.EventQuery;
import dev.maos.event.EventType;
import dev.maos.event.ReplayRequest;
import dev.maos.memory.MemoryBackend;
import dev.maos.message.QueueLimits;
import dev.maos.security.keys.AgentPublicKeys;
import dev.maos.security.keys.KeyPurpose;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What lasts is believed after the key that signed it was replaced, and what is told later not. */
class ReplacedKeysTest {
  private static final Duration MORE_THAN_A_DAY = Duration.ofHours(25);
  private static final Duration SKEW = QUICK.clockSkew();

  private final TwoProcesses both = new TwoProcesses();
  private final Backend backend = new MemoryBackend(QueueLimits.defaults(), both.time);
  private final List<Maos> open = new ArrayList<>();
  private final Maos planner = start(both.planner);

  private Maos start(CommunicationSecurity security) {
    var maos = Maos.builder("memory:").backend(backend).time(both.time).guardedBy(security).open();
    open.add(maos);
    return maos;
  }

  @AfterEach
  void close() {
    open.forEach(Maos::close);
  }

  /** The planner gets other keys, and nothing that the old ones sealed can be on its way. */
  private void rotate() {
    both.worker.keys().approveChange(both.planner.rotateAgentKeys(PLANNER));
    both.time.advance(MORE_THAN_A_DAY);
  }

  private List<CommunicationSecurity> processes() {
    return List.of(both.planner, both.worker);
  }

  private static EventDraft draft() {
    return Event.from(PLANNER).on("tasks.open").type(EventType.TASK_STARTED);
  }

  @Test
  void anEventIsStillBelievedWhenItsKeyWasReplaced() throws InterruptedException {
    var event = planner.events().dispatch(draft());

    rotate();

    for (var process : processes()) {
      assertThat(replayed(process)).containsExactly(event.id());
      assertThat(process.metrics().eventsRefused()).isZero();
    }
  }

  private List<UUID> replayed(CommunicationSecurity process) throws InterruptedException {
    var heard = new CopyOnWriteArrayList<UUID>();
    var all = ReplayRequest.of(EventQuery.all());
    try (var replay = start(process).events().replay(all, delivery -> heard.add(delivery.id()))) {
      assertThat(replay.awaitEnd(Duration.ofSeconds(10))).isTrue();
    }
    return heard;
  }

  @Test
  void anEventThatSaysItIsLaterThanTheEndOfItsKeyIsNotBelieved() {
    var end = both.time.now().plus(SKEW);
    var inTime = planner.events().dispatch(draft().happenedAt(end));
    var late = planner.events().dispatch(draft().happenedAt(end.plusNanos(1_000)));

    both.worker.keys().approveChange(both.planner.rotateAgentKeys(PLANNER));
    for (var process : processes()) {
      assertThat(process.believes(late)).as("as a message for a day").isTrue();
    }
    both.time.advance(MORE_THAN_A_DAY);

    for (var process : processes()) {
      assertThat(process.believes(inTime)).isTrue();
      assertThat(process.believes(late)).isFalse();
    }
  }

  @Test
  void whatARevokedKeySignedIsNotBelievedHoweverOldItIs() {
    var event = planner.events().dispatch(draft());
    var ballot = ballot(propose());
    rotate();

    for (var process : processes()) {
      assertThat(process.believes(event)).isTrue();
      assertThat(ballot.isBelievedBy(process)).isTrue();
      process.revokeKey(both.plannerKeys.key(KeyPurpose.SIGN).orElseThrow().id());
      assertThat(process.believes(event)).isFalse();
      assertThat(ballot.isBelievedBy(process)).isFalse();
    }
  }

  @Test
  void aBallotStillCountsWhenItsKeyWasReplaced() {
    var proposal = propose();
    planner.consensus().cast(proposal.id(), PLANNER, Ballot.yes());

    rotate();
    var receipt = start(both.worker).consensus().cast(proposal.id(), WORKER, Ballot.yes());

    assertThat(receipt.decision().name()).isEqualTo("PASSED");
    var record = start(both.planner).consensus().audit().export(proposal.id());
    for (var process : processes()) {
      assertThat(record.problems(process)).isEmpty();
      assertThat(process.metrics().ballotsRefused()).isZero();
    }
  }

  private Proposal propose() {
    return planner
        .consensus()
        .propose(
            Subject.of(PLANNER, "Open the safe?", ""),
            Contest.yesOrNo(VotingRule.absoluteMajority()),
            Electorate.of(PLANNER, WORKER),
            Duration.ofDays(30));
  }

  /** What the planner signs, and when that came in, as the store says. */
  private record Signed(Proposal proposal, CastRequest request, Instant at) {
    boolean isBelievedBy(CommunicationSecurity process) {
      return process.believes(proposal, request.at(2, at));
    }

    Signed at(Instant other) {
      return new Signed(proposal, request, other);
    }
  }

  private Signed ballot(Proposal proposal) {
    return signed(both.planner, proposal);
  }

  private Signed signed(CommunicationSecurity by, Proposal proposal) {
    var request = by.casting(proposal, new CastRequest(PLANNER, Ballot.yes(), 0));
    return new Signed(proposal, request, both.time.now());
  }

  @Test
  void aBallotThatCameInAfterTheEndOfItsKeyDoesNotCount() {
    var ballot = ballot(propose());
    var end = both.time.now().plus(SKEW);

    rotate();

    for (var process : processes()) {
      assertThat(ballot.at(end).isBelievedBy(process)).isTrue();
      assertThat(ballot.at(end.plusNanos(1_000)).isBelievedBy(process)).isFalse();
    }
  }

  @Test
  void aBallotThatIsDatedBackCountsInNoVoteThatWasMadeLater() {
    var thief = both.process(QUICK);
    var stolen = thief.generateAgentKeys(PLANNER);
    replace(both.plannerKeys, stolen);
    var before = propose();
    var then = both.time.now();
    replace(stolen, both.plannerKeys);
    both.time.advance(MORE_THAN_A_DAY);

    var after = propose();

    assertThat(signed(thief, after).at(then).isBelievedBy(both.worker)).isFalse();
    assertThat(signed(thief, before).isBelievedBy(both.worker)).isFalse();
    assertThat(signed(thief, before).at(then).isBelievedBy(both.worker))
        .as("such a key has to be revoked")
        .isTrue();
  }

  private void replace(AgentPublicKeys old, AgentPublicKeys other) {
    assertThat(both.worker.keys().others()).containsExactly(old);
    both.worker.keys().approveChange(other);
  }
}
