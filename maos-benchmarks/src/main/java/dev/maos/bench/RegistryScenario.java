package dev.maos.bench;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is measured of the registry, under the name that reports and command lines use. */
public enum RegistryScenario {
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

  /** The name in reports: {@code "select-of-10000"}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Returns the scenario of that name.
   *
   * @throws InvalidInputException {@link ErrorCode#INVALID_SETTING} with the names that exist
   */
  public static RegistryScenario of(String id) {
    return Arrays.stream(values())
        .filter(scenario -> scenario.id().equals(id))
        .findFirst()
        .orElseThrow(() ->
            new InvalidInputException(
                ErrorCode.INVALID_SETTING, "scenario", id, "one of " + ids()));
  }

  private static String ids() {
    return Arrays.stream(values()).map(RegistryScenario::id).collect(Collectors.joining(", "));
  }
}
