package dev.maos.testkit.history;

import dev.maos.message.QueueName;

/** A message in a queue. */
record Place(Key key, QueueName queue) {
  @Override
  public String toString() {
    return key + " in " + queue;
  }
}
