package dev.maos.security;

import static dev.maos.security.TwoProcesses.PLANNER;
import static dev.maos.security.TwoProcesses.WORKER;
import static dev.maos.security.TwoProcesses.assertCode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.ManualTime;
import dev.maos.base.Payload;
import dev.maos.memory.MemoryTransport;
import dev.maos.message.Envelope;
import dev.maos.message.Message;
import dev.maos.message.QueueLimits;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A reader that does not read stops nobody but those who write to it. */
class QueueBoundTest {
  private static final int BOUND = 3;

  private final ManualTime time = new ManualTime();
  private final MemoryTransport storage =
      new MemoryTransport(QueueLimits.defaults().maxQueueSize(BOUND), time);

  private List<Envelope> to(AgentId recipient, int number) {
    var message = Message.from(PLANNER).to(recipient).on("tasks").command(Payload.empty());
    return List.of(Envelopes.of(message, time, new UUID(7, number)));
  }

  @Test
  void whoDoesNotReadFillsOnlyItsOwnQueue() {
    for (int i = 0; i < BOUND; i++) {
      storage.send(to(WORKER, i));
    }

    assertCode(ErrorCode.QUEUE_FULL, () -> storage.send(to(WORKER, BOUND)));
    assertThat(storage.send(to(AgentId.of("third"), BOUND + 1))).hasSize(1);
  }
}
