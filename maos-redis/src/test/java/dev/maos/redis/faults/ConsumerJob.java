package dev.maos.redis.faults;

import dev.maos.base.AgentId;
import dev.maos.message.SubscriptionOptions.Acknowledgement;
import java.nio.file.Path;

/**
 * What a consuming process does.
 *
 * @param process its name in the history; a restarted one has another
 * @param workMicros how long it works on each message
 * @param trouble what goes wrong in its handler, once
 * @param troubleAt at which of its calls that is
 */
record ConsumerJob(
    String uri,
    Path log,
    String process,
    AgentId agent,
    Acknowledgement acknowledgement,
    int leaseMillis,
    int workMicros,
    Trouble trouble,
    int troubleAt) {

  /** What goes wrong in a handler; once, where nothing else is said. */
  enum Trouble {
    NONE,
    /** The process ends at once, in the middle of its work. */
    EXIT,
    /** It does not return before it is interrupted. */
    HANG,
    /**
     * It takes longer than its lease, whoever interrupts it, and then goes on as if nothing was.
     */
    DAWDLE,
    /** It hangs each time it meets certain messages. */
    POISON,
    /** Everything it holds is given up, as if its process had died, each time it meets these. */
    DIE,
    /** It is slow with every message. */
    SLOW
  }

  static ConsumerJob from(String[] arguments) {
    return new ConsumerJob(
        arguments[0],
        Path.of(arguments[1]),
        arguments[2],
        AgentId.of(arguments[3]),
        Acknowledgement.valueOf(arguments[4]),
        Integer.parseInt(arguments[5]),
        Integer.parseInt(arguments[6]),
        Trouble.valueOf(arguments[7]),
        Integer.parseInt(arguments[8]));
  }

  String[] arguments() {
    return new String[] {
      uri,
      log.toString(),
      process,
      agent.value(),
      acknowledgement.name(),
      Integer.toString(leaseMillis),
      Integer.toString(workMicros),
      trouble.name(),
      Integer.toString(troubleAt)
    };
  }
}
