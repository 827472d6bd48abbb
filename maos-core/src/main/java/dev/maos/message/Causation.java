package dev.maos.message;

import dev.maos.base.CorrelationId;
import dev.maos.base.IdSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;

/**
 * The message that is being handled on this thread. What is published meanwhile continues its
 * conversation: causation, correlation, trace, deadline and hop count are inherited here.
 */
final class Causation {
  private static final ScopedValue<Causation> CURRENT = ScopedValue.newInstance();

  private final Envelope cause;
  private final QueueName queue;
  private int published;

  private Causation(Envelope cause, QueueName queue) {
    this.cause = cause;
    this.queue = queue;
  }

  /** Runs a handler so that what it publishes is known to be caused by {@code claim}. */
  static void handle(Claim claim, MessageHandler handler, Delivery delivery) throws Exception {
    ScopedValue.where(CURRENT, new Causation(claim.envelope(), claim.queue()))
        .call(() -> {
          handler.handle(delivery);
          return delivery;
        });
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
    var name = queue + "#" + nextNumber();
    return Optional.of(MessageId.of(IdSource.derived(cause.id().uuid(), name)));
  }

  private synchronized int nextNumber() {
    return published++;
  }

  private Optional<CorrelationId> correlation() {
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
