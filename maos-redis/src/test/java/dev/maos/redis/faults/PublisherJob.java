package dev.maos.redis.faults;

import dev.maos.base.AgentId;
import dev.maos.redis.faults.Trial.Mix;
import java.nio.file.Path;

/**
 * What a publishing process does.
 *
 * @param log where it writes down what it did
 * @param segments before each of so many equal parts it waits to be told
 * @param paceMicros how long it waits between two messages, so that faults meet traffic
 */
record PublisherJob(
    String uri,
    Path log,
    AgentId sender,
    int messages,
    int segments,
    int paceMicros,
    Mix mix,
    long seed) {

  static PublisherJob from(String[] arguments) {
    return new PublisherJob(
        arguments[0],
        Path.of(arguments[1]),
        AgentId.of(arguments[2]),
        Integer.parseInt(arguments[3]),
        Integer.parseInt(arguments[4]),
        Integer.parseInt(arguments[5]),
        Mix.valueOf(arguments[6]),
        Long.parseLong(arguments[7]));
  }

  /** Whether a message counts as accepted only when a replica has it. */
  boolean isReplicated() {
    return uri.contains("replicas=");
  }

  String[] arguments() {
    return new String[] {
      uri,
      log.toString(),
      sender.value(),
      Integer.toString(messages),
      Integer.toString(segments),
      Integer.toString(paceMicros),
      mix.name(),
      Long.toString(seed)
    };
  }
}
