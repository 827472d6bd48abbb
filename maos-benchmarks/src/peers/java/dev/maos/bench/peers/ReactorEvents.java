package dev.maos.bench.peers;

import dev.maos.bench.Audience;
import dev.maos.bench.BenchFailedException;
import dev.maos.bench.EventContestant;
import dev.maos.bench.EventRun;
import dev.maos.bench.EventScenario;
import dev.maos.bench.Listeners;
import dev.maos.event.Event;
import java.util.concurrent.locks.LockSupport;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * A multicasting sink of Reactor, of which each subscriber filters: directly on the telling thread,
 * or each behind a bounded buffer, on the scheduler for parallel work.
 */
final class ReactorEvents implements EventContestant {
  private static final int BUFFER = 4_096;
  private static final long RETRY_NANOS = 20_000;

  @Override
  public String system() {
    return "reactor";
  }

  @Override
  public boolean plays(EventScenario scenario) {
    return scenario == EventScenario.INLINE_100_OF_WHICH_10
        || scenario == EventScenario.ISOLATED_100_OF_WHICH_10;
  }

  @Override
  public EventRun open(EventScenario scenario, Listeners listeners) {
    var audience = Audience.of(scenario, listeners);
    boolean isIsolated = scenario == EventScenario.ISOLATED_100_OF_WHICH_10;
    var many = Sinks.many().multicast();
    Sinks.Many<Event> sink =
        isIsolated ? many.onBackpressureBuffer(BUFFER, false) : many.directBestEffort();
    for (var member : audience.members()) {
      Flux<Event> wanted = sink.asFlux().filter(member::wants);
      var here = isIsolated ? wanted.publishOn(Schedulers.parallel(), BUFFER) : wanted;
      var _ = here.subscribe(event -> audience.hear(member.number(), event));
    }
    return PeerRun.bounded(audience, event -> emit(sink, event), sink::tryEmitComplete);
  }

  private static void emit(Sinks.Many<Event> sink, Event event) {
    for (var result = sink.tryEmitNext(event); result.isFailure(); ) {
      if (result != Sinks.EmitResult.FAIL_OVERFLOW) {
        throw new BenchFailedException("reactor: " + result);
      }
      LockSupport.parkNanos(RETRY_NANOS);
      result = sink.tryEmitNext(event);
    }
  }
}
