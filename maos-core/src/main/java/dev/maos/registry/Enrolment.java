package dev.maos.registry;

/**
 * What became of one registration.
 *
 * @param incarnation its number; 0 if somebody else holds the id and it was only to be renewed
 * @param atMicros when, by the store's clock
 */
public record Enrolment(long incarnation, long atMicros) {
  /** Whether the agent is registered. */
  public boolean isAdmitted() {
    return incarnation > 0;
  }
}
