package dev.maos.registry;

import java.util.Objects;

/**
 * How one is picked of several who could all do a job.
 *
 * <p>Work is measured by what is known of it from three sources: what the agent reports, what the
 * bus of its process sees, and what this process has sent and not heard of. Where it is known how
 * long a job takes an agent, that counts too: two jobs at a quick one are less than one at a slow
 * one.
 */
public sealed interface Selection {
  /** One after the other. */
  Selection ROUND_ROBIN = new RoundRobin();

  /** The one with the least work ahead; of equals a quick one. */
  Selection LEAST_LOADED = new LeastLoaded();

  /** At random, more often the one that has more room left. */
  Selection WEIGHTED_RANDOM = new WeightedRandom();

  /**
   * Of two at random the one with less work ahead; of those who have nothing to do, while there are
   * any. Many processes that choose by the same old news do not all choose the same one.
   */
  Selection POWER_OF_TWO = new PowerOfTwo();

  /** The one that has been answering quickest. Those not observed yet come last. */
  Selection FASTEST = new Fastest();

  /**
   * Always the same one for a key, as long as it is there; when one comes or goes, no more keys
   * than necessary move.
   */
  static Selection consistentHash(String key) {
    return new ConsistentHash(key);
  }

  /** Another selection, but the same one again for a key for as long as that one would do. */
  static Selection sticky(Selection first, String key) {
    return new Sticky(first, key);
  }

  /** See {@link #ROUND_ROBIN}. */
  record RoundRobin() implements Selection {}

  /** See {@link #LEAST_LOADED}. */
  record LeastLoaded() implements Selection {}

  /** See {@link #WEIGHTED_RANDOM}. */
  record WeightedRandom() implements Selection {}

  /** See {@link #POWER_OF_TWO}. */
  record PowerOfTwo() implements Selection {}

  /** See {@link #consistentHash}. */
  record ConsistentHash(String key) implements Selection {
    /** Checks that there is a key. */
    public ConsistentHash {
      Limit.text("key", key, 1, Affinity.MAX_KEY);
    }
  }

  /** See {@link #FASTEST}. */
  record Fastest() implements Selection {}

  /** See {@link #sticky}. */
  record Sticky(Selection first, String key) implements Selection {
    /** Checks that there is a key, and that only one clings. */
    public Sticky {
      Objects.requireNonNull(first, "first");
      Limit.text("key", key, 1, Affinity.MAX_KEY);
      if (first instanceof Sticky) {
        throw new IllegalArgumentException("a sticky selection sticks to one key, not to two");
      }
    }
  }
}
