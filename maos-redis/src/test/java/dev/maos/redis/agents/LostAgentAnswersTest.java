package dev.maos.redis.agents;

import static dev.maos.redis.agents.AgentSite.SESSION;
import static dev.maos.redis.agents.AgentSite.register;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.registry.AgentRecord;
import dev.maos.registry.AgentState;
import dev.maos.registry.AgentStatus;
import dev.maos.registry.Departure;
import dev.maos.registry.StateChange;
import dev.maos.registry.Written;
import dev.maos.testkit.redis.Ending;
import dev.maos.testkit.redis.FaultProxy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The connection ends in place of an answer: the step took effect, and is asked about again. */
@Timeout(60)
class LostAgentAnswersTest {
  private static final AgentId ANN = AgentId.of("ann");

  private final AgentSite site = new AgentSite();
  private FaultProxy proxy;
  private RedisAgentStore process;

  @BeforeEach
  void connectThroughTheProxy() {
    proxy = site.closing(FaultProxy.inFrontOf(AgentSite.SERVER.port()));
    process = site.storeOf(proxy.uri());
    // So that the server knows the library.
    var _ = process.position();
  }

  @AfterEach
  void leave() {
    site.close();
  }

  private void loseTheNextAnswer() {
    proxy.closeAfterRequest("FCALL", 1, Ending.RESET);
  }

  private List<AgentRecord> records() {
    return site.store().records("", 10).records();
  }

  @Test
  void anAgentIsRegisteredOnce() {
    var before = site.store().position();
    loseTheNextAnswer();

    var enrolment = register(process, SESSION, "ann");

    assertThat(site.store().changes(before, 10).changes()).hasSize(1);
    assertThat(records())
        .singleElement()
        .satisfies(record -> assertThat(record.incarnation()).isEqualTo(enrolment.incarnation()));
  }

  @Test
  void aStateIsWrittenOnce() {
    long incarnation = register(process, SESSION, "ann").incarnation();
    var before = site.store().position();
    loseTheNextAnswer();

    var busy = new StateChange(ANN, incarnation, AgentState.of(AgentStatus.BUSY));
    var written = process.write(SESSION, List.of(busy)).getFirst();

    assertThat(written.outcome()).isEqualTo(Written.Outcome.DONE);
    assertThat(site.store().changes(before, 10).changes()).hasSize(1);
    assertThat(records().getFirst().revision()).isEqualTo(written.revision());
  }

  @Test
  void whoHasLeftIsToldThatItHasLeft() {
    long incarnation = register(process, SESSION, "ann").incarnation();
    loseTheNextAnswer();

    var left = process.leave(SESSION, List.of(new Departure(ANN, incarnation, "done"))).getFirst();

    assertThat(left.outcome()).isEqualTo(Written.Outcome.DONE);
    assertThat(records()).isEmpty();
  }

  @Test
  void howManyWereForgottenIsToldAllTheSame() {
    site.stopClock();
    register(process, SESSION, "ann");
    site.pass(Duration.ofHours(25));
    loseTheNextAnswer();

    assertThat(process.forget(Duration.ofHours(24))).isEqualTo(1);
  }

  @Test
  void aBeatIsNotedOnce() {
    register(process, SESSION, "ann");
    loseTheNextAnswer();

    var beat = process.beat(SESSION, 7).orElseThrow();

    assertThat(site.store().beats().beats()).containsExactly(beat);
  }
}
