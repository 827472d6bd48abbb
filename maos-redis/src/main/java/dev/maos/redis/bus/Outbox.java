package dev.maos.redis.bus;

import java.util.ArrayDeque;
import java.util.List;

/**
 * The commands that were answered last, kept for the case that the server loses them again: a
 * replica that takes over may not have had them yet, a restarted server may not have saved them.
 * Bounded; guarded by its pipeline.
 */
final class Outbox {
  /** How many bytes of commands are kept; at the bound the oldest go. */
  private static final int MOST_BYTES = 8 << 20;

  /** How many commands are kept. */
  private static final int MOST_COMMANDS = 256;

  private final ArrayDeque<Command> recent = new ArrayDeque<>();
  private int bytes;

  void add(Command command) {
    recent.add(command);
    bytes += command.weight();
    while (bytes > MOST_BYTES || recent.size() > MOST_COMMANDS) {
      bytes -= recent.remove().weight();
    }
  }

  /** Takes out what the server has lost: what was answered behind the last number it knows. */
  List<Command> takeLost(long lastKnown) {
    var lost = recent.stream().filter(command -> command.number > lastKnown).toList();
    recent.clear();
    bytes = 0;
    return lost;
  }
}
