package dev.maos.message;

import dev.maos.base.CorrelationId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.base.Payload;
import dev.maos.message.DeadLetter.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A message in the hands of its handler, under a lease.
 *
 * <p>With automatic acknowledgement a handler need not settle anything: returning acknowledges,
 * throwing releases. With manual acknowledgement it calls one of {@link #ack}, {@link #nack} and
 * {@link #reject}, now or later, from any thread, before the lease ends. Settling twice is
 * harmless; settling after the lease was lost is refused with {@link StaleDeliveryException}.
 * Thread-safe.
 */
public final class Delivery {
  private static final Duration LONGEST_DELAY = Duration.ofDays(365);

  private final BusContext bus;
  private final Settler settler;
  private final Inbox inbox;
  private final Claim claim;
  private final DeliveryHolder holder;

  Delivery(BusContext bus, Settler settler, Inbox inbox, Claim claim, DeliveryHolder holder) {
    this.bus = bus;
    this.settler = settler;
    this.inbox = inbox;
    this.claim = claim;
    this.holder = holder;
  }

  public MessageId id() {
    return claim.envelope().id();
  }

  public Message message() {
    return claim.envelope().message();
  }

  public Payload payload() {
    return message().payload();
  }

  /** When it was published, by the publisher's clock. */
  public Instant sentAt() {
    long micros = claim.envelope().sentAtMicros();
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
  }

  /** How long ago it was published. */
  public Duration age() {
    return Duration.between(sentAt(), bus.time().now());
  }

  /** Which try this is, from 1. */
  public int attempt() {
    return claim.attempt();
  }

  /** The queue it waited in. */
  public QueueName queue() {
    return claim.queue();
  }

  /**
   * Acknowledges: the message is done.
   *
   * @return false if it had been settled by this delivery before
   */
  public boolean ack() {
    return settled(settler.acknowledge(inbox, claim), "acknowledge");
  }

  /**
   * Acknowledges, and publishes what handling this message brought forth, in one step of the
   * backend: both happen or neither. So a message and its effects in the same backend are handled
   * exactly once, wherever this process dies. With automatic acknowledgement nothing is left to do
   * when the handler returns.
   *
   * @return the receipts, in order; none if it had been settled by this delivery before
   * @throws StaleDeliveryException if the lease was lost; then nothing was published
   * @throws QueueFullException if a destination has no room; then nothing was published and the
   *     message is still held
   */
  public List<Receipt> complete(List<Message> effects) {
    MessageBus.checkBatch(effects);
    var envelopes = effects.stream().map(bus::seal).toList();
    var completion = settler.complete(inbox, claim, envelopes);
    if (settled(completion.settled(), "complete")) {
      bus.counters().sent.add(completion.receipts().size());
    }
    return completion.receipts();
  }

  /**
   * Gives it back, to be tried again after {@code delay}.
   *
   * @throws InvalidInputException {@link ErrorCode#INVALID_DELAY} if that is negative or more than
   *     a year
   */
  public boolean nack(Duration delay) {
    Required.field(delay, "delay");
    if (delay.isNegative() || delay.compareTo(LONGEST_DELAY) > 0) {
      throw new InvalidInputException(
          ErrorCode.INVALID_DELAY, "delay", delay.toString(), "zero to 365 days");
    }
    return settled(settler.release(inbox, claim, delay), "give back");
  }

  /** Buries it: it can never be handled. */
  public boolean reject(String reason) {
    Required.field(reason, "reason");
    return settled(settler.bury(inbox, claim, Reason.REJECTED, reason), "reject");
  }

  /** Begins the lease anew, for a handler that needs longer; false if it is settled already. */
  public boolean extend() {
    var extended = checked(settler.extend(inbox, claim), "extend the lease of");
    holder.extended(claim);
    return extended;
  }

  /** Answers with a response. */
  public Receipt reply(Payload payload) {
    return reply(draft -> draft.response(payload));
  }

  /**
   * Answers with whatever message {@code ending} makes of the draft, which is addressed to where
   * the sender expects the answer and belongs to the same conversation.
   */
  public Receipt reply(Function<MessageDraft, Message> ending) {
    var answer = bus.sealer().sealAny(ending.apply(replyDraft()));
    return bus.outgoing().send(List.of(answer)).getFirst();
  }

  private MessageDraft replyDraft() {
    var request = message();
    var place =
        request
            .handling()
            .replyTo()
            .orElseGet(() -> new ReplyTo(request.sender(), request.topic()));
    var path = new ArrayList<>(request.lineage().path());
    path.add(request.sender());
    var correlation =
        request.lineage().correlation().orElseGet(() -> CorrelationId.of(id().toString()));
    var draft =
        Message.from(settler.agent())
            .to(place.agent())
            .on(place.topic())
            .priority(request.priority())
            .lineage(
                new Lineage(
                    Optional.of(correlation), Optional.of(id()), path, request.lineage().trace()));
    request.timing().deadline().ifPresent(draft::deadline);
    return draft;
  }

  private boolean settled(Settled answer, String action) {
    try {
      return checked(answer, action);
    } finally {
      holder.settled(claim);
    }
  }

  private boolean checked(Settled answer, String action) {
    return switch (answer) {
      case NOW -> true;
      case BEFORE -> false;
      case STALE -> throw new StaleDeliveryException(this, action);
      case UNKNOWN ->
          throw new MaosException(
              ErrorCode.UNKNOWN_DELIVERY,
              "cannot %s message %s: not handed out here".formatted(action, id()));
      case DEAD_LETTERS_FULL ->
          throw new MaosException(
              ErrorCode.DEAD_LETTERS_FULL,
              "cannot bury message %s: the dead letters of %s are full; it was handed back"
                  .formatted(id(), queue()));
    };
  }

  @Override
  public String toString() {
    return "Delivery[%s, attempt %d, %s]".formatted(id(), attempt(), queue());
  }
}
