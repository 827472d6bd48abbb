package dev.maos.micrometer;

import dev.maos.monitor.LatencySnapshot;
import java.util.List;

/** A number that was read, under the name that it is exported with. Immutable. */
sealed interface Reading {
  /** The name, in words joined by dots; registries make their own form of it. */
  Name name();

  /**
   * What a number is called.
   *
   * @param words in lower case, joined by dots
   * @param help what it counts, for people
   * @param tags names and values in turn; values come from bounded sets
   */
  record Name(String words, String help, List<String> tags) {
    public Name {
      tags = List.copyOf(tags);
      if (tags.size() % 2 != 0) {
        throw new IllegalArgumentException("tags must be names and values in turn: " + tags);
      }
    }

    static Name of(String words, String help, String... tags) {
      return new Name(words, help, List.of(tags));
    }
  }

  /** Something that only grows. */
  record Count(Name name, double value) implements Reading {}

  /** Something that goes up and down. */
  record Level(Name name, double value) implements Reading {}

  /** A time that goes up and down. */
  record Age(Name name, double seconds) implements Reading {}

  /** How long something took. */
  record Latency(Name name, LatencySnapshot value) implements Reading {}
}
