package dev.maos.redis.decisions;

/**
 * A rule of votes that the server forgets.
 *
 * @param property the promise that breaks with it
 * @param from the rule as it stands in the library
 * @param to what stands there instead
 * @param rule what must be seen to be broken
 */
record PlantedVoteBug(String property, String name, String from, String to, VoteRules.Rule rule) {
  /** The library with this bug. */
  String plantedIn(String library) {
    if (!library.contains(from)) {
      throw new IllegalStateException("the rule of '" + name + "' is not there any more: " + from);
    }
    return library.replace(from, to);
  }

  @Override
  public String toString() {
    return property + ": " + name;
  }
}
