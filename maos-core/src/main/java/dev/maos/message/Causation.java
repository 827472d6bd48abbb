package dev.maos.message;

import dev.maos.base.AgentId;
import dev.maos.base.Cause;
import dev.maos.base.CorrelationId;
import dev.maos.base.IdSource;
import dev.maos.base.TraceContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Optional;
import java.util.UUID;

/**
 * The message that is being handled on this thread. What is published meanwhile continues its
 * conversation: causation, correlation, trace, deadline and hop count are inherited here.
 */
final class Causation implements Cause {
  private static final ScopedValue<Causation> CURRENT = ScopedValue.newInstance();

  /** Stands in a path for those of whom only the number is known. */
  private static final AgentId SOMEBODY = AgentId.of("somebody");

  private final Envelope cause;
  private final QueueName queue;
  private int published;

  private Causation(Envelope cause, QueueName queue) {
    this.cause = cause;
    this.queue = queue;
  }

  /** Runs a handler so that what it publishes is known to be caused by {@code claim}. */
  static void handle(Claim claim, MessageHandler handler, Delivery delivery) throws Exception {
    var causation = new Causation(claim.envelope(), claim.queue());
    var scope = new Cause.Scope();
    scope.handles(causation);
    scope.call(() ->
        ScopedValue.where(CURRENT, causation)
            .call(() -> {
              handler.handle(delivery);
              return delivery;
            }));
  }

  @Override
  public UUID id() {
    return cause.id().uuid();
  }

  @Override
  public Optional<TraceContext> trace() {
    return cause.message().lineage().trace();
  }

  @Override
  public int hops() {
    return cause.message().lineage().hops();
  }

  /**
   * The message as it follows from an event that is being handled: within the handling of a
   * message, or of the event alone. What came before the event is not known but for its number.
   */
  static Message follow(Message message, Cause event, int maxHops) {
    var own = message.lineage();
    var lineage =
        new Lineage(
            own.correlation().or(event::correlation),
            own.causation().or(() -> Optional.of(MessageId.of(event.id()))),
            own.path(),
            own.trace().or(event::trace));
    if (current().isPresent()) {
      return message.with(lineage, message.timing());
    }
    var path = Collections.nCopies(event.hops() + 1, SOMEBODY);
    if (path.size() > maxHops) {
      throw new HopLimitException(path, maxHops);
    }
    return message.with(lineage.along(path), message.timing());
  }

  static Optional<Causation> current() {
    return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
  }

  /** The message as it continues the conversation; what it says of itself is kept. */
  Message inherit(Message message, int maxHops) {
    var parent = cause.message();
    var path = new ArrayList<>(parent.lineage().path());
    path.add(parent.sender());
    if (path.size() > maxHops) {
      path.add(message.sender());
      throw new HopLimitException(path, maxHops);
    }
    var own = message.lineage();
    var lineage =
        new Lineage(
            own.correlation().or(this::correlation),
            own.causation().or(() -> Optional.of(cause.id())),
            path,
            own.trace().or(() -> parent.lineage().trace()));
    return message.with(lineage, inherit(message.timing(), parent.timing().deadline()));
  }

  /**
   * The id that the next message published here must have, if the handled one is to be handled
   * exactly once: a second run publishes the same ids in the same order, so nothing twice.
   */
  Optional<MessageId> derivedId() {
    if (cause.message().guarantee() != Guarantee.EXACTLY_ONCE) {
      return Optional.empty();
    }
    var name = firstQueue() + "#" + nextNumber();
    return Optional.of(MessageId.of(IdSource.derived(cause.id().uuid(), name)));
  }

  // Whoever has it now may be chosen in the place of one who had published already.
  private QueueName firstQueue() {
    return cause
        .message()
        .handling()
        .assignment()
        .filter(its -> !its.earlier().isEmpty())
        .map(its -> QueueName.inbox(its.earlier().getFirst()))
        .orElse(queue);
  }

  private synchronized int nextNumber() {
    return published++;
  }

  @Override
  public Optional<CorrelationId> correlation() {
    return cause
        .message()
        .lineage()
        .correlation()
        .or(() -> Optional.of(CorrelationId.of(cause.id().toString())));
  }

  private static Timing inherit(Timing own, Optional<Instant> deadline) {
    if (deadline.isEmpty()) {
      return own;
    }
    var earlier = own.deadline().filter(mine -> mine.isBefore(deadline.get()));
    return own.until(earlier.orElse(deadline.get()));
  }
}
