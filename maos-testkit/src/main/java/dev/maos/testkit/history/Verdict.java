package dev.maos.testkit.history;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a {@link Judge} found.
 *
 * @param charges everything that is wrong, by kind
 * @param tally how much there was of everything, for a report
 */
public record Verdict(List<Charge> charges, Tally tally) {
  private static final int SHOWN = 5;

  public Verdict {
    charges = List.copyOf(charges);
  }

  /**
   * How much there was.
   *
   * @param accepted messages with a receipt
   * @param unknown messages of unknown outcome
   * @param refused messages that were refused
   * @param handled calls of handlers
   * @param redelivered of these, those that were not the first of their message
   * @param cutShort calls that did not end, because their process was killed in the middle
   * @param dead dead letters in the end
   */
  public record Tally(
      int accepted,
      int unknown,
      int refused,
      int handled,
      int redelivered,
      int cutShort,
      int dead) {}

  public boolean isInnocent() {
    return charges.isEmpty();
  }

  /** How often each anomaly was found; those that were not are not there. */
  public Map<Anomaly, Integer> counts() {
    var counts = new EnumMap<Anomaly, Integer>(Anomaly.class);
    charges.forEach(charge -> counts.merge(charge.anomaly(), 1, Integer::sum));
    return counts;
  }

  /** The charges of one kind. */
  public List<Charge> of(Anomaly anomaly) {
    return charges.stream().filter(charge -> charge.anomaly() == anomaly).toList();
  }

  /** Each anomaly with its number and its first few cases. */
  @Override
  public String toString() {
    return isInnocent() ? "innocent, " + tally : tally + "\n" + described();
  }

  private String described() {
    return counts().entrySet().stream()
        .map(entry -> entry.getKey() + " x" + entry.getValue() + ": " + some(entry.getKey()))
        .collect(Collectors.joining("\n"));
  }

  private String some(Anomaly anomaly) {
    return of(anomaly).stream().limit(SHOWN).map(Charge::what).collect(Collectors.joining("; "));
  }
}
