package dev.maos.registry;

import dev.maos.base.AgentId;
import java.time.Duration;
import java.util.Optional;

/**
 * An agent as this process knows it at a moment.
 *
 * @param liveness whether its process is believed to live
 * @param load how much of its capacity is believed to be in use: 1 is all
 * @param sinceAnswer how long ago it answered this process; empty if it has not
 * @param roundTrip how long it takes to answer this process, on average
 */
public record KnownAgent(
    AgentRecord record,
    Liveness liveness,
    double load,
    Optional<Duration> sinceAnswer,
    Optional<Duration> roundTrip) {

  /** Its id. */
  public AgentId id() {
    return record.id();
  }

  /** What it is. */
  public AgentDescriptor descriptor() {
    return record.descriptor();
  }

  /** What it says that it is doing. */
  public AgentStatus status() {
    return record.status();
  }
}
