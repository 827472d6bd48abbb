package dev.maos.bench.peers;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import dev.maos.bench.Audience;
import dev.maos.bench.EventContestant;
import dev.maos.bench.EventRun;
import dev.maos.bench.EventScenario;
import dev.maos.bench.Listeners;
import dev.maos.event.Event;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A ring of the Disruptor with a thread for each who listens, who filters. */
final class DisruptorEvents implements EventContestant {
  private static final int RING = 8_192;

  @Override
  public String system() {
    return "disruptor";
  }

  @Override
  public boolean plays(EventScenario scenario) {
    return scenario == EventScenario.ISOLATED_100_OF_WHICH_10;
  }

  @Override
  public EventRun open(EventScenario scenario, Listeners listeners) {
    var audience = Audience.of(scenario, listeners);
    var disruptor =
        new Disruptor<>(
            Cell::new,
            RING,
            Thread.ofPlatform().daemon().name("disruptor").factory(),
            ProducerType.SINGLE,
            new BlockingWaitStrategy());
    for (var member : audience.members()) {
      disruptor.handleEventsWith((cell, sequence, isLast) -> {
        var event = Objects.requireNonNull(cell.event);
        if (member.wants(event)) {
          audience.hear(member.number(), event);
        }
      });
    }
    disruptor.start();
    var ring = disruptor.getRingBuffer();
    return PeerRun.bounded(
        audience,
        event -> ring.publishEvent((cell, sequence) -> cell.event = event),
        disruptor::halt);
  }

  /** A place in the ring. */
  private static final class Cell {
    private @Nullable Event event;
  }
}
