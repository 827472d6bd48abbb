package dev.maos.redis.faults;

import dev.maos.testkit.redis.Ending;
import dev.maos.testkit.redis.FaultProxy;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A network that loses answers, holds them back, or is not there. */
final class ConnectionTrials {
  private static final Duration A_MOMENT = Duration.ofMillis(300);

  /** Longer than a command may take, and than a lease. */
  private static final Duration LONG = Duration.ofMillis(1_500);

  private ConnectionTrials() {}

  static final Trial LOST_REPLY = lostReplies("reply lost, closed", Ending.ORDERLY);
  static final Trial RESET_REPLY = lostReplies("reply lost, reset", Ending.RESET);

  static final List<Trial> ALL =
      List.of(
          LOST_REPLY,
          RESET_REPLY,
          lasting("connections cut", Duration.ZERO, FaultProxy::cut),
          lasting("connections reset", Duration.ZERO, FaultProxy::cutWithReset),
          lasting("everything stalls", LONG, FaultProxy::stall),
          lasting("answers stall", LONG, FaultProxy::stallReplies),
          lasting("byte by byte", A_MOMENT, FaultProxy::byteByByte),
          lasting("server not there", A_MOMENT, FaultProxy::refuse));

  /** Several answers in a row, wherever they fall: publishing, acknowledging, taking. */
  private static Trial lostReplies(String name, Ending ending) {
    return Trial.of(
        name,
        run ->
            run.disturbingAll(() -> {
              int before = proxy(run).connections();
              for (int i = 0; i < 5; i++) {
                proxy(run).closeAfterRequest("FCALL", 1 + run.random().nextInt(10), ending);
                run.awaitCalls(10);
              }
              proxy(run).pass();
              if (proxy(run).connections() == before) {
                throw new AssertionError("no answer was lost, " + name);
              }
            }));
  }

  private static Trial lasting(String name, Duration time, Consumer<FaultProxy> begin) {
    return Trial.of(
        name,
        run -> {
          run.awaitCalls(20 + run.random().nextInt(50));
          run.disturbingAll(() -> {
            begin.accept(proxy(run));
            run.last(time);
            proxy(run).pass();
          });
        });
  }

  private static FaultProxy proxy(FaultRun run) {
    return ((SingleStage) run.stage()).proxy();
  }
}
