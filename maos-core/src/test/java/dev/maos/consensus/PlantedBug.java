package dev.maos.consensus;

/**
 * A rule that the code forgets.
 *
 * @param property the property that it breaks, as in docs/voting.md
 * @param file the source that has the rule, below the package
 * @param from the rule as it stands there
 * @param to what stands there instead
 * @param test what must notice it: a class below the package and one of its methods
 */
record PlantedBug(String property, String file, String from, String to, String test) {
  /** The source with this bug. */
  String plantedIn(String source) {
    if (!source.contains(from)) {
      throw new AssertionError("the rule of '" + this + "' is not there any more: " + from);
    }
    return source.replace(from, to);
  }

  String testClass() {
    return test.substring(0, test.lastIndexOf('.'));
  }

  String testMethod() {
    return test.substring(test.lastIndexOf('.') + 1);
  }

  @Override
  public String toString() {
    return property + " " + file + ": " + to.strip();
  }
}
