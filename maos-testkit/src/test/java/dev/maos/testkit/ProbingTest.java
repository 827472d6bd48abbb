package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.message.QueueStats;
import dev.maos.registry.AgentDescriptor;
import dev.maos.registry.AgentQuery;
import dev.maos.registry.ProbeResult;
import dev.maos.registry.Prober.Answer;
import dev.maos.registry.Selection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Probing: a beat says that a process runs, an answer over the bus that an agent is there. */
class ProbingTest extends CapableScene {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final AgentId ANN = AgentId.of("ann");

  private void register(Peer process, String name) {
    process.maos.registry().register(AgentDescriptor.of(name).able("work").build());
  }

  /** A probe during which time passes, for those whom nobody answers. */
  private ProbeResult probe(Peer process, AgentId agent) throws Exception {
    process.maos.registry().refresh();
    var result = new CompletableFuture<ProbeResult>();
    Thread.startVirtualThread(() -> {
      try {
        result.complete(process.maos.registry().probe(agent, PATIENCE));
      } catch (Throwable failure) {
        result.completeExceptionally(failure);
      }
    });
    Waiting.until(() -> "an answer", result::isDone, () -> time.advance(Duration.ofMillis(1)));
    return result.get();
  }

  @Test
  void anAgentOfAnotherProcessAnswersWithoutBeingWoken() throws Exception {
    var here = process();
    var there = process();
    var ann = there.worker("ann");

    var result = probe(here, ANN);

    assertThat(result.isHere()).isTrue();
    assertThat(ann.handled).isEmpty();
    var known = here.maos.registry().agent(ANN).orElseThrow();
    assertThat(known.sinceAnswer()).isPresent();
    assertThat(known.roundTrip()).isPresent();
    assertThat(here.maos.registry().metrics().probes()).isEqualTo(1);
  }

  @Test
  void anAgentOfThisProcessIsProbedOverTheBusToo() throws Exception {
    var here = process();
    register(here, "ann");

    assertThat(probe(here, ANN).answer()).isEqualTo(Answer.HERE);
  }

  @Test
  void aProcessThatBeatsAndDoesNotAnswerIsSilent() throws Exception {
    var here = process();
    var there = process();
    register(there, "ann");
    here.maos.registry().refresh();
    // Its bus is gone, its heart is not: 46 of 50 "healthy".
    there.maos.bus().close();

    assertThat(probe(here, ANN).answer()).isEqualTo(Answer.SILENT);
    var query = AgentQuery.any().answeredWithin(Duration.ofSeconds(10));
    assertThat(here.maos.registry().find(query).ids()).isEmpty();
    assertThat(here.maos.registry().metrics().silentProbes()).isEqualTo(1);
  }

  @Test
  void whoAnsweredLatelyIsFoundAndPicked() throws Exception {
    var here = process();
    var there = process();
    register(there, "ann");
    register(there, "bob");
    probe(here, ANN);
    var lately = AgentQuery.whoIsAble("work").answeredWithin(Duration.ofSeconds(10));

    var registry = here.maos.registry();
    assertThat(registry.select(lately, Selection.FASTEST)).contains(ANN);
    pass(Duration.ofSeconds(11));
    assertThat(registry.select(lately, Selection.FASTEST)).isEmpty();
  }

  @Test
  void allAreProbedManyAtOnce() throws Exception {
    var here = process();
    var there = process();
    there
        .maos
        .registry()
        .registerAll(
            IntStream.range(0, 300).mapToObj(i -> AgentDescriptor.of("a" + i).build()).toList());
    here.maos.registry().refresh();

    var results = here.maos.registry().probeAll(AgentQuery.any(), Duration.ofMinutes(1));

    assertThat(results).hasSize(300).allMatch(ProbeResult::isHere);
    assertThat(results).extracting(ProbeResult::agent).isSorted();
  }

  @Test
  void aSupersededAgentIsNotHere() throws Exception {
    var here = process();
    var there = process();
    register(there, "ann");
    here.maos.registry().refresh();
    var question = here.maos.registry().agent(ANN).orElseThrow().record();
    register(there, "ann");

    assertThat(question.incarnation())
        .isLessThan(there.maos.registry().agent(ANN).orElseThrow().record().incarnation());
    assertThat(probe(here, ANN).answer()).isEqualTo(Answer.HERE);
  }

  @Test
  void nobodyIsProbedWhoIsNotRegistered() {
    var here = process();

    assertThatThrownBy(() -> here.maos.registry().probe(ANN, PATIENCE))
        .hasMessageContaining("NOT_REGISTERED");
    register(here, "ann");
    assertThatThrownBy(() -> here.maos.registry().probe(ANN, Duration.ZERO))
        .hasMessageContaining("patience");
  }

  @Test
  void probesOfTheDeadLeaveNothingBehind() throws Exception {
    var here = process();
    var there = process();
    register(there, "ann");
    here.maos.registry().refresh();
    there.die();
    there.maos.bus().close();

    probe(here, ANN);
    pass(Duration.ofSeconds(5));
    messages.sweep();

    assertThat(messages.queues()).allMatch(queue -> queue.depth() == 0 && queue.dead() == 0);
  }

  @Test
  void aRegistryThatClosesLeavesNoQueues() {
    var here = process();
    register(here, "ann");
    here.maos.close();
    messages.sweep();

    assertThat(messages.queues()).extracting(QueueStats::queue).isEmpty();
  }
}
