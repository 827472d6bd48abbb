package dev.maos.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.base.Seed;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The table of statuses, and the judgement about who lives. */
class AgentStatusTest {
  private static final AgentId ANN = AgentId.of("ann");

  @Test
  void theTableIsThis() {
    var table =
        Map.of(
            AgentStatus.REGISTERING, "ACTIVE IDLE MAINTENANCE OFFLINE ERROR",
            AgentStatus.ACTIVE, "IDLE BUSY MAINTENANCE OFFLINE ERROR",
            AgentStatus.IDLE, "ACTIVE BUSY MAINTENANCE OFFLINE ERROR",
            AgentStatus.BUSY, "ACTIVE IDLE MAINTENANCE OFFLINE ERROR",
            AgentStatus.MAINTENANCE, "ACTIVE IDLE OFFLINE ERROR",
            AgentStatus.ERROR, "ACTIVE MAINTENANCE OFFLINE",
            AgentStatus.OFFLINE, "");

    assertThat(table.keySet()).containsExactlyInAnyOrder(AgentStatus.values());
    table.forEach((from, leadsTo) -> {
      var expected = Set.of(leadsTo.split(" "));
      for (var to : AgentStatus.values()) {
        boolean isAllowed = from == to || expected.contains(to.name());
        assertThat(from.leadsTo(to)).as("%s to %s", from, to).isEqualTo(isAllowed);
      }
    });
  }

  @Test
  void aStepThatIsNotInTheTableIsNamed() {
    assertThatThrownBy(() -> AgentStatus.OFFLINE.check(AgentStatus.ACTIVE, ANN))
        .hasMessageContaining("ILLEGAL_STATUS_CHANGE")
        .hasMessageContaining("ann")
        .hasMessageContaining("OFFLINE")
        .hasMessageContaining("ACTIVE");
  }

  @Test
  void onlyWhoWorksAndIsOpenTakesWork() {
    for (var status : AgentStatus.values()) {
      boolean works = Set.of("ACTIVE", "IDLE", "BUSY").contains(status.name());
      var open = AgentState.of(status);
      assertThat(open.takesWork()).as("%s", status).isEqualTo(works);
      assertThat(open.intake(Intake.DRAINING).takesWork()).isFalse();
    }
  }

  @Test
  void livenessDependsOnTheSilenceAlone() {
    Seed.next()
        .times(
            2_000,
            random -> {
              var interval = Duration.ofMillis(random.nextInt(10, 100_000));
              var timeout = interval.multipliedBy(random.nextInt(2, 10));
              var rhythm = new Rhythm(interval, timeout);
              long at = random.nextLong(1L << 50);
              var beat = new SessionBeat(SessionId.of("s"), rhythm, 1, at);
              long suspect = at + interval.toNanos() / 1_000 * 3 / 2;
              long gone = at + timeout.toNanos() / 1_000;

              assertThat(Liveness.of(beat, at - 3_600_000_000L)).isEqualTo(Liveness.ALIVE);
              assertThat(Liveness.of(beat, suspect - 1)).isEqualTo(Liveness.ALIVE);
              assertThat(Liveness.of(beat, suspect)).isEqualTo(Liveness.SUSPECT);
              assertThat(Liveness.of(beat, gone - 1)).isEqualTo(Liveness.SUSPECT);
              assertThat(Liveness.of(beat, gone)).isEqualTo(Liveness.GONE);
            });
  }

  @Test
  void aRhythmOutOfRangeIsRefused() {
    assertThatThrownBy(() -> Rhythm.every(Duration.ofMillis(9))).hasMessageContaining("interval");
    assertThatThrownBy(() -> Rhythm.every(Duration.ofHours(2))).hasMessageContaining("interval");
    assertThatThrownBy(() -> new Rhythm(Duration.ofSeconds(30), Duration.ofSeconds(59)))
        .hasMessageContaining("timeout");
    assertThat(Rhythm.standard())
        .isEqualTo(new Rhythm(Duration.ofSeconds(30), Duration.ofSeconds(90)));
  }
}
