package dev.maos.testkit;

import dev.maos.message.Claim;
import dev.maos.message.Envelope;
import dev.maos.message.Guarantee;
import java.util.Optional;

/** One message in one queue of the {@link StorageModel}. */
final class ModelEntry {
  enum State {
    WAITING,
    DELAYED,
    CLAIMED
  }

  final Envelope envelope;
  State state = State.WAITING;

  /** Its place in line: given when it becomes ready, and kept when it is handed back. */
  long place;

  int attempt;

  /** When it is due, or when its lease ends. */
  long until;

  long expires;
  boolean suspect;
  boolean ownsKey;
  Optional<Claim> claim = Optional.empty();

  ModelEntry(Envelope envelope) {
    this.envelope = envelope;
    this.expires = envelope.expiresAtMicros();
  }

  int lane() {
    return envelope.message().priority().lane();
  }

  boolean fleeting() {
    return envelope.message().guarantee() == Guarantee.AT_MOST_ONCE;
  }

  Optional<String> key() {
    return envelope.message().handling().orderingKey();
  }

  @Override
  public String toString() {
    return "%s %s attempt %d".formatted(StorageModel.name(envelope), state, attempt);
  }
}
