package dev.maos.cli;

import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.TimeSource;
import dev.maos.memory.MemoryBackend;
import dev.maos.message.Message;
import dev.maos.message.MessageBus;
import dev.maos.message.QueueLimits;
import java.util.Map;

/** The command over a backend of its own in which two messages wait for the agent "store". */
final class ProcessWithMessages {
  private ProcessWithMessages() {}

  public static void main(String[] words) {
    var time = TimeSource.system();
    var backend = new MemoryBackend(QueueLimits.defaults(), time);
    try (var bus = MessageBus.over(backend.messages())) {
      var draft = Message.from(AgentId.of("shop")).to(AgentId.of("store")).on("orders");
      bus.publish(draft.command(Payload.of(1)));
      bus.publish(draft.command(Payload.of(2)));
    }
    var own = Terminal.system();
    var terminal =
        new Terminal(own.out(), own.err(), own.interactive(), Map.of("MAOS_URL", "test://own"));
    System.exit(
        Main.run(new Host(terminal, Input.system(), (url, limits, clock) -> backend, time), words));
  }
}
