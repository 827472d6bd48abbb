package dev.maos.bench.peers;

import dev.maos.bench.Audience;
import dev.maos.bench.EventContestant;
import dev.maos.bench.EventRun;
import dev.maos.bench.EventScenario;
import dev.maos.bench.Listeners;
import dev.maos.event.Event;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.SubmissionPublisher;

/** The publisher of the JDK: a bounded buffer for each who listens, who filters. */
final class SubmissionEvents implements EventContestant {
  private static final int BUFFER = 4_096;

  @Override
  public String system() {
    return "submission";
  }

  @Override
  public boolean plays(EventScenario scenario) {
    return scenario == EventScenario.ISOLATED_100_OF_WHICH_10;
  }

  @Override
  public EventRun open(EventScenario scenario, Listeners listeners) {
    var audience = Audience.of(scenario, listeners);
    var publisher = new SubmissionPublisher<Event>(ForkJoinPool.commonPool(), BUFFER);
    for (var member : audience.members()) {
      var _ =
          publisher.consume(event -> {
            if (member.wants(event)) {
              audience.hear(member.number(), event);
            }
          });
    }
    return PeerRun.bounded(audience, publisher::submit, publisher::close);
  }
}
