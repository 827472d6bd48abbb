package dev.maos.security;

import dev.maos.message.Envelope;
import dev.maos.message.MessageGuard;

/** A message of the bus that stands at the door. Thread-safe. */
final class Arrived implements MessageGuard.Arrival {
  private final Reception reception;
  private final Envelope stored;
  private final Letter letter;

  Arrived(Reception reception, Envelope stored, Letter letter) {
    this.reception = reception;
    this.stored = stored;
    this.letter = letter;
  }

  Letter letter() {
    return letter;
  }

  @Override
  public Envelope opened() {
    return stored.carrying(reception.admit(stored.id(), letter), stored.identity());
  }

  @Override
  public void handled() {
    reception.handled(letter);
  }
}
