package dev.maos.security;

import dev.maos.base.AgentId;
import dev.maos.base.TimeSource;
import dev.maos.message.Claim;
import dev.maos.message.Envelope;
import dev.maos.message.Message;
import dev.maos.message.MessageGuard;
import dev.maos.message.MessageId;
import dev.maos.message.QueueName;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Messages as a bus would give them to its guard. */
final class Envelopes {
  private static final long DAY_MICROS = 86_400_000_000L;

  private Envelopes() {}

  /** One that stands at the door of a process. */
  static MessageGuard.Arrival arrival(MessageGuard at, Envelope stored) {
    return arrival(at, stored, QueueName.inbox(AgentId.of("somebody")));
  }

  /** One that stands at the door of a process, in this queue. */
  static MessageGuard.Arrival arrival(MessageGuard at, Envelope stored, QueueName queue) {
    return at.arriving(List.of(new Claimed(stored, queue, 1))).getFirst();
  }

  private record Claimed(Envelope envelope, QueueName queue, int attempt) implements Claim {}

  /** Messages that came to a process together. */
  static void arrive(MessageGuard at, Envelope... stored) {
    var queue = QueueName.inbox(AgentId.of("somebody"));
    var _ = at.arriving(Stream.of(stored).<Claim>map(each -> new Claimed(each, queue, 1)).toList());
  }

  /** What a process makes of one that stands at its door. */
  static Envelope opened(MessageGuard at, Envelope stored) {
    return arrival(at, stored).opened();
  }

  /** One that a process opens and handles. */
  static void handle(MessageGuard at, Envelope stored) {
    var arrival = arrival(at, stored);
    var _ = arrival.opened();
    arrival.handled();
  }

  /** A message that was just published, under an id that all of them have. */
  static Envelope of(Message message, TimeSource time) {
    return of(message, time, new UUID(1, 1));
  }

  /** A message that was just published under this id. */
  static Envelope of(Message message, TimeSource time, UUID id) {
    long now = time.micros();
    return new Envelope(
        MessageId.of(id), now, now, now + DAY_MICROS, Envelope.Identity.ID_ALONE, message);
  }
}
