package dev.maos.redis.faults;

import dev.maos.testkit.history.Anomaly;
import java.util.Set;

/**
 * A rule that the server forgets.
 *
 * @param from the rule as it stands in the library
 * @param to what stands there instead
 * @param trial the trouble in which it matters
 * @param size how much it takes to make it show
 * @param seen what must be noticed: at least one of these
 */
record PlantedBug(String name, String from, String to, Trial trial, Size size, Set<Anomaly> seen) {

  /** Few messages, and leases that end soon. */
  static final Size SMALL = new Size(700, 1, 100, 400, 4);

  /** Enough, at once, to fill a queue. */
  static final Size FLOOD = new Size(2_400, 1, 0, 400, 10);

  /** Many strokes, for a fault that does not always hit what matters. */
  static final Size MANY_STROKES = new Size(1_400, 8, 100, 400, 4);

  /** A flood with many strokes, as one may meet nothing that is waiting. */
  static final Size STROKES_IN_A_FLOOD = new Size(6_000, 8, 0, 400, 10);

  PlantedBug in(Size other) {
    return new PlantedBug(name, from, to, trial, other, seen);
  }

  /** The same without the bug. */
  PlantedBug removed() {
    return new PlantedBug(trial.name(), from, from, trial, size.restingLonger(), Set.of());
  }

  /** The library with this bug. */
  String plantedIn(String library) {
    if (!library.contains(from)) {
      throw new AssertionError("the rule of '" + name + "' is not there any more: " + from);
    }
    return library.replace(from, to);
  }

  @Override
  public String toString() {
    return name;
  }
}
