package dev.maos.registry;

import dev.maos.base.AgentId;

/**
 * One agent's place in the view: its slot, its record as it is now, and what is known of its work.
 *
 * <p>The record is replaced by the directory under its lock and read by anybody.
 */
final class Seat {
  private final int slot;
  private final AgentId agent;
  private final Tally tally;
  private volatile AgentRecord record;

  Seat(int slot, AgentRecord record, Tally tally) {
    this.slot = slot;
    this.agent = record.id();
    this.record = record;
    this.tally = tally;
  }

  int slot() {
    return slot;
  }

  AgentId agent() {
    return agent;
  }

  Tally tally() {
    return tally;
  }

  AgentRecord record() {
    return record;
  }

  void record(AgentRecord newer) {
    record = newer;
  }
}
