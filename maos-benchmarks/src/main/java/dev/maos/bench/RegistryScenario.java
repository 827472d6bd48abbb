package dev.maos.bench;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;

/** What is measured of the registry, under the name that reports and command lines use. */
public enum RegistryScenario implements NamedScenario {
  /** One process registers 10,000 agents in one pass; told for an agent. */
  REGISTER_10000,
  /** The process that hosts 10,000 agents says that it lives; told for a beat. */
  HEARTBEAT_10000,
  /** Of 10,000 agents the least loaded of those with three capabilities is picked. */
  SELECT_OF_10000,
  /** From a change of an agent's status in one process to its watcher in another. */
  WATCH_LATENCY,
  /** How long jobs wait for workers of unequal speed by how they are picked; a simulation. */
  QUEUE_WAIT;

  /**
   * Returns the scenario of that name.
   *
   * @throws InvalidInputException {@link ErrorCode#INVALID_USAGE} with the names that exist
   */
  public static RegistryScenario of(String id) {
    return NamedScenario.of(values(), id);
  }
}
