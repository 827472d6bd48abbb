package dev.maos.testkit.house;

/** That a place may do what others may not. */
record Permission(Habit habit, Place place) {
  @Override
  public String toString() {
    return habit + " in " + place;
  }
}
