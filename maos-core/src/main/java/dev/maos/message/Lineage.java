package dev.maos.message;

import dev.maos.base.AgentId;
import dev.maos.base.CorrelationId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.TraceContext;
import java.util.List;
import java.util.Optional;

/**
 * Where a message comes from in the conversation. The bus fills it in for what is published inside
 * a handler.
 *
 * @param correlation the conversation
 * @param causation the message whose handling caused this one
 * @param path the senders of the chain of causes, the first cause first; at most 255; its length is
 *     the hop count
 * @param trace the distributed trace
 */
public record Lineage(
    Optional<CorrelationId> correlation,
    Optional<MessageId> causation,
    List<AgentId> path,
    Optional<TraceContext> trace) {

  private static final int MAX_PATH = 255;

  /** A first cause. */
  public static final Lineage NONE =
      new Lineage(Optional.empty(), Optional.empty(), List.of(), Optional.empty());

  public Lineage {
    path = List.copyOf(path);
    if (path.size() > MAX_PATH) {
      throw new InvalidInputException(
          ErrorCode.HOP_LIMIT, "path", path.size() + " senders", "at most 255 senders");
    }
  }

  /** How many messages caused one another before this one; 0 for a first cause. */
  public int hops() {
    return path.size();
  }

  Lineage correlatedWith(CorrelationId id) {
    return new Lineage(Optional.of(id), causation, path, trace);
  }

  Lineage causedBy(MessageId id) {
    return new Lineage(correlation, Optional.of(id), path, trace);
  }

  Lineage along(List<AgentId> senders) {
    return new Lineage(correlation, causation, senders, trace);
  }

  Lineage tracedBy(TraceContext context) {
    return new Lineage(correlation, causation, path, Optional.of(context));
  }
}
