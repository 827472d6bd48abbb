package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import dev.maos.registry.AgentDescriptor;
import dev.maos.registry.AgentKey;
import dev.maos.registry.AgentRecord;
import dev.maos.registry.AgentState;
import dev.maos.registry.AgentStatus;
import dev.maos.registry.AgentStore.Claim;
import dev.maos.registry.Capability;
import dev.maos.registry.Endpoint;
import dev.maos.registry.Enrolment;
import dev.maos.registry.Intake;
import dev.maos.registry.Seen;
import dev.maos.registry.Written.Outcome;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Records: what is registered is there, as it was given, until it leaves. */
abstract class AgentRecordContract extends AgentScene {
  AgentRecordContract(AgentStoreFixture fixture) {
    super(fixture);
  }

  @Test
  void anEmptyStoreHasNothing() {
    assertThat(records()).isEmpty();
    assertThat(store.beats().beats()).isEmpty();
    assertThat(changes(store.position())).isEmpty();
  }

  @Test
  void whatIsRegisteredIsReadUnchanged() {
    var whole =
        AgentDescriptor.of("ann")
            .name("Ann, a reviewer")
            .description("reads Java \ud83d\ude00")
            .type("reviewer")
            .version("2.1")
            .able(
                Capability.of("java-review", "21.0.1")
                    .description("reads")
                    .tags("jvm", "static")
                    .input(Payload.json("{\"type\":\"object\"}"))
                    .output(Payload.json("[1,2.50,\"x\"]")))
            .able("sql")
            .at(Endpoint.of(URI.create("https://example.com/a2a"), "JSONRPC"))
            .reads(Topic.of("reviews"))
            .capacity(7)
            .metadata("region", "north")
            .metadata("empty", "")
            .tagged("night", "fast")
            .key(new AgentKey("sign", "Ed25519", "MCowBQYDK2VwAyEA"))
            .build();
    var state =
        new AgentState(
            AgentStatus.IDLE, Intake.DRAINING, 0.25, new Seen(3, Duration.ofNanos(1_500_000)));

    var enrolment =
        store.register(FIRST, RHYTHM, List.of(whole), List.of(state), Claim.TAKE).getFirst();

    var record = record(ANN).orElseThrow();
    assertThat(record.descriptor()).isEqualTo(whole);
    assertThat(record.state()).isEqualTo(state);
    assertThat(record.session()).isEqualTo(FIRST);
    assertThat(record.incarnation()).isEqualTo(enrolment.incarnation());
    assertThat(record.revision()).isEqualTo(enrolment.incarnation());
  }

  @Test
  void eachRegistrationHasAnIncarnationGreaterThanAllBefore() {
    long first = register(FIRST, ANN).incarnation();
    long second = register(FIRST, BOB).incarnation();
    leave(FIRST, ANN, first);
    long third = register(SECOND, ANN).incarnation();

    assertThat(first).isPositive();
    assertThat(second).isGreaterThan(first);
    assertThat(third).isGreaterThan(second);
  }

  @Test
  void aBatchIsAnsweredInItsOrder() {
    var answers = register(FIRST, Claim.TAKE, agent("a"), agent("b"), agent("c"));

    assertThat(answers).extracting(Enrolment::incarnation).isSorted().doesNotHaveDuplicates();
    assertThat(record(AgentId.of("b")).orElseThrow().incarnation())
        .isEqualTo(answers.get(1).incarnation());
  }

  @Test
  void anEmptyBatchIsAcceptedAndChangesNothing() {
    var before = store.position();

    assertThat(register(FIRST, Claim.TAKE)).isEmpty();
    assertThat(store.write(FIRST, List.of())).isEmpty();
    assertThat(store.leave(FIRST, List.of())).isEmpty();

    assertThat(changes(before)).isEmpty();
  }

  // Row 12.
  @Test
  void anIdThatDiffersOnlyByCaseIsRefusedAndNothingOfItsBatchIsStored() {
    register(FIRST, AgentId.of("agent1"));

    var refusal =
        catchThrowableOfType(
            MaosException.class,
            () -> register(SECOND, Claim.TAKE, agent("other"), agent("Agent1")));

    assertThat(refusal.code()).isEqualTo(ErrorCode.AGENT_ID_CONFLICT);
    assertThat(refusal).hasMessageContaining("Agent1").hasMessageContaining("agent1");
    assertThat(records()).extracting(AgentRecord::id).containsExactly(AgentId.of("agent1"));
  }

  @Test
  void idsOfOneBatchThatDifferOnlyByCaseOrComeTwiceAreRefused() {
    for (var other : List.of("ANN", "ann")) {
      var refusal =
          catchThrowableOfType(
              MaosException.class, () -> register(FIRST, Claim.TAKE, agent("ann"), agent(other)));

      assertThat(refusal.code()).isEqualTo(ErrorCode.AGENT_ID_CONFLICT);
    }
    assertThat(records()).isEmpty();
  }

  @Test
  void whoHasLeftIsNotThereAndItsIdIsFree() {
    long incarnation = register(FIRST, ANN).incarnation();

    assertThat(leave(FIRST, ANN, incarnation).outcome()).isEqualTo(Outcome.DONE);
    assertThat(leave(FIRST, ANN, incarnation).outcome()).isEqualTo(Outcome.NOT_REGISTERED);

    assertThat(records()).isEmpty();
    assertThat(register(SECOND, Claim.TAKE, agent("ANN")).getFirst().isAdmitted()).isTrue();
  }

  @Test
  void aStateIsWrittenAndTheRestStaysAsItWas() {
    long incarnation = register(FIRST, ANN).incarnation();
    var before = record(ANN).orElseThrow();

    var written = write(FIRST, ANN, incarnation, busy());

    var after = record(ANN).orElseThrow();
    assertThat(after).isEqualTo(before.with(busy(), written.revision()));
    assertThat(written.revision()).isGreaterThan(incarnation);
  }

  @Test
  void endingASessionTakesOutItsAgentsAndNobodyElse() {
    register(FIRST, ANN);
    register(SECOND, BOB);

    store.end(FIRST, "closed");
    store.end(FIRST, "closed again");

    assertThat(records()).extracting(AgentRecord::id).containsExactly(BOB);
    assertThat(lastBeat(FIRST)).isEmpty();
    assertThat(lastBeat(SECOND)).isPresent();
  }

  @Test
  void pagesHoldEverybodyOnce() {
    var agents =
        IntStream.range(0, 23).mapToObj(i -> agent("a" + i)).toArray(AgentDescriptor[]::new);
    register(FIRST, Claim.TAKE, agents);

    for (int pageSize : new int[] {1, 7, 23, 24}) {
      var ids = records(pageSize).stream().map(AgentRecord::id).toList();

      assertThat(new HashSet<>(ids)).as("pages of %d", pageSize).hasSize(23);
    }
  }

  @Test
  void whoIsThereFromTheFirstPageToTheLastIsOnAPage() {
    var agents =
        IntStream.range(0, 20).mapToObj(i -> agent("a" + i)).toArray(AgentDescriptor[]::new);
    register(FIRST, Claim.TAKE, agents);
    var page = store.records("", 5);
    var seen = new HashSet<AgentId>();
    int round = 0;
    while (true) {
      page.records().forEach(record -> seen.add(record.id()));
      if (!page.hasNext()) {
        break;
      }
      register(SECOND, AgentId.of("b" + round));
      register(SECOND, AgentId.of("Z" + round++));
      page = store.records(page.next(), 5);
    }

    assertThat(seen)
        .contains(
            IntStream.range(0, 20).mapToObj(i -> AgentId.of("a" + i)).toArray(AgentId[]::new));
  }
}
