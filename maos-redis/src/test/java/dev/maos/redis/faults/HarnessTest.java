package dev.maos.redis.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.Maos;
import dev.maos.backend.Backend;
import dev.maos.base.TimeSource;
import dev.maos.consensus.DecisionStore;
import dev.maos.event.EventStore;
import dev.maos.memory.MemoryTransport;
import dev.maos.message.Envelope;
import dev.maos.message.Guarantee;
import dev.maos.message.MessageTransport;
import dev.maos.monitor.ComponentHealth;
import dev.maos.monitor.Health;
import dev.maos.registry.AgentStore;
import dev.maos.testkit.FaultPlan;
import dev.maos.testkit.FaultyTransport;
import dev.maos.testkit.Seed;
import dev.maos.testkit.history.Anomaly;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A run finds nothing where nothing is wrong, and something where something is. */
class HarnessTest {
  private static final Size SMALL = new Size(400, 1, 100, 300, 10);
  private static final Seed SEED = new Seed(1);
  private static final Trial NOTHING = Trial.of("nothing", run -> {});

  @TempDir Path folder;

  private final MessageTransport storage =
      new MemoryTransport(Publishing.OPTIONS.limits(), TimeSource.system());
  private final FaultyTransport line =
      new FaultyTransport(storage, FaultPlan.none(), TimeSource.system(), SEED);

  @Test
  void anHonestStorageIsInnocent() throws InterruptedException {
    assertThat(run(NOTHING)).matches(Report::isGood);
  }

  @Test
  void anHonestStorageIsInnocentWithAcknowledgementsByHand() throws InterruptedException {
    assertThat(run(NOTHING.acknowledgedByHand())).matches(Report::isGood);
  }

  @ParameterizedTest
  @MethodSource
  void anHonestStorageIsInnocentInAnyTrouble(Trial trial) throws InterruptedException {
    assertThat(run(trial)).matches(Report::isGood);
  }

  static List<Trial> anHonestStorageIsInnocentInAnyTrouble() {
    return List.of(
        ProcessTrials.RESTART,
        ProcessTrials.HANG,
        ProcessTrials.DAWDLE,
        ProcessTrials.POISON,
        ProcessTrials.DEADLY,
        ProcessTrials.SLOW);
  }

  @Test
  void aStorageThatForgetsIsGuilty() throws InterruptedException {
    line.dropAccepted(HarnessTest::isPicked);

    assertThat(run(NOTHING).verdict().counts()).containsOnlyKeys(Anomaly.LOST);
  }

  private static boolean isPicked(Envelope envelope) {
    var message = envelope.message();
    return message.guarantee() != Guarantee.AT_MOST_ONCE
        && Traffic.keyOf(message.payload()).number() % 50 < 5;
  }

  private Report run(Trial trial) throws InterruptedException {
    try (var stage = new Embedded();
        var run = new FaultRun(trial, stage, uri -> open(), SMALL, SEED, folder)) {
      return run.run();
    }
  }

  private Maos open() {
    return Maos.builder("memory:").options(Publishing.OPTIONS).backend(new Shared()).open();
  }

  private static final class Embedded implements Stage {
    @Override
    public String uri() {
      return "memory:";
    }

    @Override
    public void close() {}
  }

  /** What all workers share outlives each of them. */
  private final class Shared implements Backend {
    @Override
    public MessageTransport messages() {
      return line;
    }

    @Override
    public EventStore events() {
      throw new UnsupportedOperationException("only messages");
    }

    @Override
    public AgentStore agents() {
      throw new UnsupportedOperationException("only messages are troubled here");
    }

    @Override
    public DecisionStore decisions() {
      throw new UnsupportedOperationException("only messages");
    }

    @Override
    public ComponentHealth health() {
      return new ComponentHealth("memory", new Health.Healthy(), Duration.ZERO, Map.of());
    }

    @Override
    public void close() {}
  }
}
