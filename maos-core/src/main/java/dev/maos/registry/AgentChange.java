package dev.maos.registry;

import dev.maos.base.AgentId;
import java.util.Optional;

/**
 * Something that happened to an agent, as its watchers are told.
 *
 * @param record the agent as it was then; empty where nobody knows any more
 * @param reason why, for people; empty where there is nothing to say
 * @param cursor from where a watch goes on behind this
 */
public record AgentChange(
    Kind kind, AgentId agent, Optional<AgentRecord> record, String reason, WatchCursor cursor) {

  /** What happened. */
  public enum Kind {
    /** It registered, or another process took over its id. */
    ADDED,
    /** Its description, status or load changed. */
    CHANGED,
    /** A beat of its process is overdue. */
    SUSPECT,
    /** Its process has been silent for the whole timeout. */
    GONE,
    /** Its process was heard of again. */
    RETURNED,
    /** It has left, or was forgotten. */
    LEFT
  }
}
