package dev.maos.bench.peers;

import dev.maos.bench.BenchReport;
import dev.maos.bench.EventBench;
import dev.maos.bench.EventBenchOptions;
import dev.maos.bench.EventContestant;
import dev.maos.bench.EventScenario;
import dev.maos.bench.LimitEventContestant;
import dev.maos.bench.MaosEventContestant;
import java.util.List;
import java.util.function.Consumer;

/** Our events, the limit, and others that bring events to listeners in a process, in one run. */
final class EventPeers {
  private static final List<EventScenario> SCENARIOS =
      List.of(EventScenario.ISOLATED_100_OF_WHICH_10, EventScenario.INLINE_100_OF_WHICH_10);
  private static final List<EventContestant> CONTESTANTS =
      List.of(
          new MaosEventContestant(),
          new LimitEventContestant(),
          new GuavaEvents(),
          new SpringEvents(),
          new ReactorEvents(),
          new DisruptorEvents(),
          new SubmissionEvents(),
          new VertxEvents());

  private EventPeers() {}

  static BenchReport run(PeerOptions given, Consumer<String> progress)
      throws InterruptedException {
    given.refuseUrl();
    var options = given.over(EventBenchOptions.defaults(), SCENARIOS);
    return EventBench.run(options, CONTESTANTS, progress);
  }
}
