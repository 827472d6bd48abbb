package dev.maos.event;

import dev.maos.base.AgentId;
import dev.maos.base.CorrelationId;
import dev.maos.base.IdSource;
import dev.maos.base.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/** What ids and sources of other systems are called here: the same for the same, always. */
final class ForeignNames {
  private static final UUID NAMESPACE =
      UUID.nameUUIDFromBytes("cloudevents".getBytes(StandardCharsets.US_ASCII));
  private static final String PREFIX = "ce-";

  private ForeignNames() {}

  /** The UUID that a text is, in its one form. */
  static Optional<UUID> uuid(String text) {
    try {
      var uuid = UUID.fromString(text);
      // The JDK also takes short groups, capital letters and signs.
      return uuid.toString().equals(text) ? Optional.of(uuid) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The correlation id that a text is. */
  static Optional<CorrelationId> correlation(String text) {
    try {
      return Optional.of(CorrelationId.of(text));
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
  }

  /** The agent id that a text is. */
  static Optional<AgentId> agent(String text) {
    try {
      return Optional.of(AgentId.of(text));
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
  }

  /** An id is unique within its source, so both make it up. */
  static UUID derivedId(String source, String id) {
    return IdSource.derived(NAMESPACE, source + "\0" + id);
  }

  static AgentId derivedAgent(String source) {
    return AgentId.of(PREFIX + IdSource.derived(NAMESPACE, source));
  }

  /** Whether what is in the metadata is really that from which an event got its id or source. */
  static boolean standsFor(String name, String foreign, String own, Event event) {
    if (name.equals(CloudNames.FOREIGN_SOURCE)) {
      return agent(foreign).isEmpty() && derivedAgent(foreign).value().equals(own);
    }
    var source = event.metadata().getOrDefault(CloudNames.FOREIGN_SOURCE, event.source().value());
    return uuid(foreign).isEmpty() && derivedId(source, foreign).toString().equals(own);
  }
}
