package dev.maos.event;

/**
 * An event as it is told, with its place in the history: what is recorded already under its id is
 * told as it was recorded.
 *
 * @param sequence 0 if it is not recorded
 */
record Placed(Event event, long sequence) {
  static Placed of(RecordedEvent recorded) {
    return new Placed(recorded.event(), recorded.sequence());
  }

  static Placed nowhere(Event event) {
    return new Placed(event, 0);
  }
}
