package dev.maos.registry;

import java.time.Duration;
import java.util.Objects;

/**
 * The settings of an {@link AgentRegistry}; each has a safe default and a range that is checked.
 *
 * @param rhythm how often this process beats, and when others give it up
 * @param selection how somebody is picked for a message to whoever is able
 * @param forgetAfter how long the record of a silent agent is kept, 1 minute to 365 days
 * @param cleanupInterval how often what is too old is forgotten, 1 s to 1 day
 */
public record RegistryOptions(
    Rhythm rhythm, Selection selection, Duration forgetAfter, Duration cleanupInterval) {
  private static final RegistryOptions DEFAULTS =
      new RegistryOptions(
          Rhythm.standard(), Selection.LEAST_LOADED, Duration.ofHours(24), Duration.ofMinutes(10));

  /** Checks the ranges. */
  public RegistryOptions {
    Objects.requireNonNull(rhythm, "rhythm");
    Objects.requireNonNull(selection, "selection");
    Limit.setting("forgetAfter", forgetAfter, Duration.ofMinutes(1), Duration.ofDays(365));
    Limit.setting("cleanupInterval", cleanupInterval, Duration.ofSeconds(1), Duration.ofDays(1));
  }

  /** A beat each 30 s, gone after 90 s, forgotten after 24 hours. */
  public static RegistryOptions defaults() {
    return DEFAULTS;
  }

  /** These settings with another rhythm. */
  public RegistryOptions rhythm(Rhythm rhythm) {
    return new RegistryOptions(rhythm, selection, forgetAfter, cleanupInterval);
  }

  /** These settings with another way to pick. */
  public RegistryOptions selection(Selection selection) {
    return new RegistryOptions(rhythm, selection, forgetAfter, cleanupInterval);
  }

  /** These settings with another time until silent agents are forgotten. */
  public RegistryOptions forgetAfter(Duration forgetAfter) {
    return new RegistryOptions(rhythm, selection, forgetAfter, cleanupInterval);
  }

  /** These settings, cleaning up at another interval. */
  public RegistryOptions cleanupInterval(Duration cleanupInterval) {
    return new RegistryOptions(rhythm, selection, forgetAfter, cleanupInterval);
  }
}
