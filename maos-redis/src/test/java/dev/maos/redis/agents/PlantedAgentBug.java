package dev.maos.redis.agents;

/**
 * A rule of the registry that the server forgets.
 *
 * @param from the rule as it stands in the library
 * @param to what stands there instead
 * @param rule what must be seen to be broken
 */
record PlantedAgentBug(String name, String from, String to, AgentRules.Rule rule) {
  /** The library with this bug. */
  String plantedIn(String library) {
    if (!library.contains(from)) {
      throw new IllegalStateException("the rule of '" + name + "' is not there any more: " + from);
    }
    return library.replace(from, to);
  }

  @Override
  public String toString() {
    return name;
  }
}
