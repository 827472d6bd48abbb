package dev.maos.redis.bus;

import java.util.ArrayDeque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was stored last, kept for the case that the server loses it again: a replica that takes over
 * may not have had it yet, a restarted server may not have saved it. What was refused is not kept.
 * Bounded; guarded by its pipeline.
 */
final class Outbox {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

  /** How many bytes of messages are kept; at the bound the oldest go. */
  private static final int MOST_BYTES = 8 << 20;

  /** How many commands' messages are kept. */
  private static final int MOST_COMMANDS = 256;

  private final FrameNumbers numbers;
  private final ArrayDeque<Stored> recent = new ArrayDeque<>();
  private int bytes;

  /** What one command stored, and when that was among the others. */
  private record Stored(long order, long number, List<PublishOperation> operations) {
    int weight() {
      return operations.stream().mapToInt(Operation::weight).sum();
    }
  }

  Outbox(FrameNumbers numbers) {
    this.numbers = numbers;
  }

  /** Keeps what a command stored that has just been answered. */
  void add(Command command) {
    var operations = command.stored();
    if (operations.isEmpty()) {
      return;
    }
    var stored = new Stored(command.order(), command.number, operations);
    recent.add(stored);
    bytes += stored.weight();
    while (bytes > MOST_BYTES || recent.size() > MOST_COMMANDS) {
      bytes -= recent.remove().weight();
    }
  }

  /**
   * Takes out what the server has lost, which is what was stored behind the last number it knows;
   * as commands that store it again.
   */
  List<Command> takeLost(long lastKnown) {
    var lost = recent.stream().filter(stored -> stored.number() > lastKnown).toList();
    recent.removeAll(lost);
    bytes -= lost.stream().mapToInt(Stored::weight).sum();
    return lost.stream().map(this::again).toList();
  }

  private Command again(Stored stored) {
    for (var operation : stored.operations()) {
      var _ =
          operation
              .result()
              .whenComplete((duplicates, refusal) -> {
                if (refusal != null) {
                  LOG.warn(
                      "{} messages that Redis had accepted and has lost are not stored again: {}",
                      operation.size(),
                      refusal.getMessage());
                }
              });
    }
    return new Command(stored.order(), List.copyOf(stored.operations()), numbers, alone -> {});
  }
}
