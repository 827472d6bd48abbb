package dev.maos.message;

import dev.maos.base.Cause;
import dev.maos.base.ErrorCode;
import dev.maos.base.IdSource;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.base.TimeSource;
import dev.maos.message.Envelope.Identity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes envelopes of messages: checks them against the bus's bounds, and gives them an identity,
 * their times and their place in the conversation. Thread-safe.
 */
final class Sealer {
  private static final long MICROS = 1_000_000;
  private static final long FURTHEST_SECOND = 8_000_000_000_000L;

  private final BusOptions options;
  private final TimeSource time;
  private final IdSource ids;
  private final AgentFinder agents;
  private final MessageGuard guard;
  private final MessageTracer tracer;

  Sealer(
      BusOptions options, TimeSource time, RandomGenerator random, BusSurroundings surroundings) {
    this.options = options;
    this.time = time;
    this.ids = new IdSource(time, random);
    this.agents = surroundings.agents();
    this.guard = surroundings.guard();
    this.tracer = surroundings.tracer();
  }

  /** A message from a user. */
  Envelope seal(Message message) {
    Required.field(message, "message");
    if (message.topic().isReserved()) {
      throw new InvalidInputException(
          ErrorCode.RESERVED_TOPIC, "topic", message.topic().value(), "one outside _maos");
    }
    return sealAny(message);
  }

  /** A message that may be the bus's own, on a reserved topic. */
  Envelope sealAny(Message message) {
    int size = message.payload().size();
    if (size > options.maxPayloadBytes()) {
      throw new InvalidInputException(
          ErrorCode.PAYLOAD_TOO_LARGE,
          "payload",
          size + " bytes",
          "at most maxPayloadBytes: %d/%d".formatted(size, options.maxPayloadBytes()));
    }
    var cause = Causation.current();
    var linked = linked(addressed(message));
    var heir = traced(cause.isEmpty() ? linked : cause.get().inherit(linked, options.maxHops()));
    var key = heir.handling().idempotencyKey();
    if (key.isPresent()) {
      return seal(derivedId(heir, key.get()), Identity.CONTENT, heir);
    }
    var derived = cause.flatMap(Causation::derivedId);
    return derived.isPresent()
        ? seal(derived.get(), Identity.ID_ALONE, heir)
        : seal(MessageId.of(ids.next()), Identity.ID_ALONE, heir);
  }

  private Message traced(Message message) {
    var trace = tracer.sending(message);
    return trace.isEmpty()
        ? message
        : message.with(message.lineage().tracedBy(trace.get()), message.timing());
  }

  /** What is being handled nearest to here may be an event rather than a message. */
  private Message linked(Message message) {
    var nearest = Cause.current();
    return nearest.isEmpty() || nearest.get() instanceof Causation
        ? message
        : Causation.follow(message, nearest.get(), options.maxHops());
  }

  /** A message to whoever is able goes to one agent; those of one key to the same one. */
  private Message addressed(Message message) {
    if (!(message.recipient() instanceof Address.ToCapable wanted)) {
      return message;
    }
    var handling = message.handling();
    var key = handling.idempotencyKey().or(handling::orderingKey);
    return agents
        .find(wanted, Set.of(), key)
        .map(chosen -> message.assigned(chosen, Assignment.of(wanted)))
        .orElseThrow(() -> new NoCapableAgentException(wanted));
  }

  private Envelope seal(MessageId id, Identity identity, Message message) {
    long now = time.micros();
    var timing = message.timing();
    long expires = now + timing.timeToLive().toNanos() / 1_000;
    if (timing.deadline().isPresent()) {
      expires = Math.min(expires, micros(timing.deadline().get()));
    }
    if (expires <= now) {
      throw new MaosException(
          ErrorCode.EXPIRED,
          "message to %s on %s is past its deadline %s already"
              .formatted(message.recipient(), message.topic(), timing.deadline().orElseThrow()));
    }
    return guard.outbound(
        new Envelope(id, now, dueAt(timing.schedule(), now), expires, identity, message));
  }

  private static long dueAt(Schedule schedule, long now) {
    return switch (schedule) {
      case Schedule.Now() -> now;
      case Schedule.After(var delay) -> now + micros(delay.getSeconds(), delay.getNano());
      case Schedule.At(var moment) -> Math.max(now, micros(moment));
    };
  }

  private static MessageId derivedId(Message message, String key) {
    var name = message.sender() + "\0" + key;
    var namespace = UUID.nameUUIDFromBytes("maos".getBytes(StandardCharsets.US_ASCII));
    return MessageId.of(IdSource.derived(namespace, name));
  }

  private static long micros(Instant instant) {
    return micros(instant.getEpochSecond(), instant.getNano());
  }

  // What is further away than microseconds reach is as far as that.
  private static long micros(long seconds, int nanos) {
    return Math.clamp(seconds, -FURTHEST_SECOND, FURTHEST_SECOND) * MICROS + nanos / 1_000;
  }
}
