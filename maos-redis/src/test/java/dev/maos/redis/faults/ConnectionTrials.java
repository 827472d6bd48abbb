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
              for (int i = 0; i < 5; i++) {
                loseReply(run, ending);
              }
            }));
  }

  /** Waits for the loss, so that none is passed over. */
  private static void loseReply(FaultRun run, Ending ending) {
    var proxy = proxy(run);
    int taken = proxy.connections();
    int open = proxy.openConnections();
    proxy.closeAfterRequest("FCALL", 1 + run.random().nextInt(5), ending);
    run.awaitTrue(() -> proxy.connections() > taken || proxy.openConnections() < open);
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
