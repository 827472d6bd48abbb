package dev.maos.cli.vote;

import java.util.Optional;

/**
 * Where a value is in a file. Put into words only when they are needed, because there are places by
 * the million. Immutable.
 *
 * @param outer the place of the list or object that it is in; empty for the file
 * @param name the name of its field; empty if it is an item of a list
 * @param index the index of the item
 */
record Place(Optional<Place> outer, String name, int index) {
  static final Place FILE = new Place(Optional.empty(), "", 0);

  Place field(String field) {
    return new Place(Optional.of(this), field, 0);
  }

  Place item(int at) {
    return new Place(Optional.of(this), "", at);
  }

  /** As in {@code ballots[17].ranking[2][0]}. */
  @Override
  public String toString() {
    if (outer.isEmpty()) {
      return "";
    }
    var before = outer.get().toString();
    if (name.isEmpty()) {
      return before + "[" + index + "]";
    }
    return before.isEmpty() ? name : before + "." + name;
  }
}
