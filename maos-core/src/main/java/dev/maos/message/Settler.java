package dev.maos.message;

import dev.maos.base.AgentId;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.base.Payload;
import dev.maos.message.DeadLetter.Reason;
import dev.maos.message.DeliveryReceipt.Status;
import dev.maos.resilience.Call;
import dev.maos.resilience.RetriesExhaustedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles deliveries for one subscription: acknowledges, releases and buries, counts what happened,
 * and tells the sender where a receipt was asked for. The receipt goes out before the message is
 * settled, so that a crash in between repeats it rather than losing it. Thread-safe.
 */
final class Settler {
  private static final Logger LOG = LoggerFactory.getLogger(Settler.class);

  private final BusContext bus;
  private final AgentId agent;
  private final SubscriptionOptions options;
  private final SubscriptionCounters counters;
  private final AtomicLong failuresTold = BusNews.never();

  Settler(
      BusContext bus, AgentId agent, SubscriptionOptions options, SubscriptionCounters counters) {
    this.bus = bus;
    this.agent = agent;
    this.options = options;
    this.counters = counters;
  }

  /** Who reads here. */
  AgentId agent() {
    return agent;
  }

  /** Whether a claimed message may be handled now; one that may not is buried. */
  boolean admits(Inbox inbox, Claim claim, long nowMicros) {
    if (claim.envelope().expiredAt(nowMicros)) {
      bus.counters().expired.increment();
      bury(inbox, claim, Reason.EXPIRED, "expired before it was handled");
      return false;
    }
    if (claim.attempt() > options.maxDeliveries()) {
      bury(inbox, claim, Reason.EXHAUSTED, "its holders died or were too slow");
      return false;
    }
    return isStillWelcome(inbox, claim);
  }

  private boolean isStillWelcome(Inbox inbox, Claim claim) {
    if (!(claim instanceof OpenedClaim)) {
      return true;
    }
    try {
      bus.guard().beforeHandling(claim.envelope());
      return true;
    } catch (MaosException refusal) {
      // As at the door: whoever is refused is told nothing.
      var _ = note(repeat(() -> inbox.bury(claim, Reason.REFUSED, refusal.code().name())));
      LOG.atWarn()
          .addKeyValue("messageId", claim.envelope().id())
          .addKeyValue("queue", claim.queue())
          .addKeyValue("code", refusal.code())
          .log("message refused before it was handled");
      return false;
    }
  }

  void acknowledge(Inbox inbox, List<Claim> claims) {
    sendReceipts(claims);
    repeat(() -> inbox.acknowledge(claims)).forEach(this::note);
  }

  /** The same, tried once: there is no time left. */
  void acknowledgeAtLast(Inbox inbox, List<Claim> claims) {
    sendReceipts(claims);
    inbox.acknowledge(claims).forEach(this::note);
  }

  /** Acknowledges what is done and takes what is next. */
  List<Claim> exchange(Inbox inbox, List<Claim> done, int max) {
    sendReceipts(done);
    var exchange = repeat(() -> inbox.exchange(done, max));
    exchange.settled().forEach(this::note);
    return exchange.taken();
  }

  /** Begins to acknowledge what is done and to take what is next, where the inbox can. */
  Optional<Inbox.Ahead> exchangeAhead(Inbox inbox, List<Claim> done, int max) {
    sendReceipts(done);
    return inbox.exchangeAhead(done, max);
  }

  /** What an exchange brought that was begun ahead; one that failed is done again. */
  List<Claim> finish(Inbox inbox, Inbox.Ahead ahead, List<Claim> done, int max) {
    Inbox.Exchange exchange;
    try {
      exchange = ahead.await();
    } catch (TransportException lost) {
      exchange = repeat(() -> inbox.exchange(done, max));
    }
    exchange.settled().forEach(this::note);
    return exchange.taken();
  }

  private void sendReceipts(List<Claim> handled) {
    for (var claim : handled) {
      sendReceipt(claim, Status.DELIVERED, "");
    }
  }

  /** Sends the acknowledgement on its way; its outcome is noted when it comes. */
  void acknowledgeSoon(Inbox inbox, Claim claim) {
    sendReceipt(claim, Status.DELIVERED, "");
    var _ =
        onItsWay(inbox, claim).whenComplete((settled, error) -> noteSoon(claim, settled, error));
  }

  /** A backend that fails at once is asked again, as with every settling. */
  private CompletionStage<Settled> onItsWay(Inbox inbox, Claim claim) {
    try {
      return inbox.acknowledgeSoon(claim);
    } catch (TransportException lost) {
      var again = repeat(() -> inbox.acknowledge(List.of(claim))).getFirst();
      return CompletableFuture.completedStage(again);
    }
  }

  private void noteSoon(Claim claim, @Nullable Settled settled, @Nullable Throwable error) {
    if (settled != null) {
      var _ = note(settled);
      return;
    }
    LOG.atWarn()
        .addKeyValue("messageId", claim.envelope().id())
        .addKeyValue("error", InvalidInputException.escape(String.valueOf(error)))
        .log("acknowledging failed; the message comes again when its lease ends");
  }

  Settled acknowledge(Inbox inbox, Claim claim) {
    sendReceipt(claim, Status.DELIVERED, "");
    return note(repeat(() -> inbox.acknowledge(List.of(claim))).getFirst());
  }

  /** Acknowledges and stores elsewhere in one step; its sender is told nothing yet. */
  Settled moveTo(Inbox inbox, Claim claim, Envelope elsewhere) {
    var moving = repeat(() -> bus.transport().complete(inbox, claim, List.of(elsewhere)));
    return note(moving.settled());
  }

  /** Acknowledges together with what the handling brought forth. */
  Completion complete(Inbox inbox, Claim claim, List<Envelope> effects) {
    sendReceipt(claim, Status.DELIVERED, "");
    var completion = repeat(() -> bus.transport().complete(inbox, claim, effects));
    var _ = note(completion.settled());
    return completion;
  }

  /** The handler failed: another try later, or the dead letters if that was the last. */
  void fail(Inbox inbox, Claim claim, Throwable error) {
    bus.counters().failed.increment();
    counters.failed(error);
    LOG.atWarn()
        .addKeyValue("messageId", claim.envelope().id())
        .addKeyValue("queue", claim.queue())
        .addKeyValue("attempt", claim.attempt())
        .addKeyValue("error", InvalidInputException.escape(error.toString()))
        .log("handler failed");
    LOG.atDebug().setCause(error).log("handler failed, in full");
    bus.news().failed(agent, claim, error, failuresTold);
    if (claim.attempt() >= options.maxDeliveries()) {
      bury(
          inbox,
          claim,
          Reason.EXHAUSTED,
          "attempt %d failed: %s".formatted(claim.attempt(), error));
    } else {
      release(inbox, claim, options.retry().delayAfter(claim.attempt(), bus.random()));
    }
  }

  /** The handler of an at-most-once message failed: it is not tried again. */
  void lost(Throwable error) {
    bus.counters().failed.increment();
    counters.failed(error);
  }

  Settled release(Inbox inbox, Claim claim, Duration delay) {
    return note(repeat(() -> inbox.release(claim, delay)));
  }

  Settled bury(Inbox inbox, Claim claim, Reason reason, String detail) {
    sendReceipt(claim, statusOf(reason), detail);
    var answer = note(repeat(() -> inbox.bury(claim, reason, detail)));
    if (answer == Settled.NOW) {
      bus.counters().deadLettered.increment();
      counters.deadLettered();
      bus.news().buried(agent, claim.envelope(), claim.queue(), reason.name(), detail);
      LOG.atInfo()
          .addKeyValue("messageId", claim.envelope().id())
          .addKeyValue("queue", claim.queue())
          .addKeyValue("reason", reason)
          .log("message buried");
    }
    return answer;
  }

  Settled extend(Inbox inbox, Claim claim) {
    return note(repeat(() -> inbox.extend(claim)));
  }

  List<Settled> extendAll(Inbox inbox, List<Claim> claims) {
    var answers = repeat(() -> inbox.extendAll(claims));
    answers.forEach(this::note);
    return answers;
  }

  /** Tells the sender, if it asked, what became of its message. */
  void sendReceipt(Claim claim, Status status, String error) {
    if (wantsReceipt(claim.envelope().message())) {
      sendReceipt(bus, agent, claim.envelope(), claim.queue(), status, claim.attempt(), error);
    }
  }

  /**
   * Tells the sender of a message what became of it.
   *
   * @param from who tells it: the agent that had the message, for whom a guard here can speak
   */
  static void sendReceipt(
      BusContext bus,
      AgentId from,
      Envelope about,
      QueueName queue,
      Status status,
      int attempts,
      String error) {
    var sender = about.message().sender();
    var receipt =
        new DeliveryReceipt(about.id().toString(), status, queue.toString(), attempts, error);
    var message =
        Message.from(from)
            .to(sender)
            .on(DeliveryReceipt.TOPIC)
            .lineage(Lineage.NONE.causedBy(about.id()))
            .notification(Payload.of(receipt));
    try {
      bus.outgoing().send(List.of(bus.sealer().sealAny(message)));
    } catch (RuntimeException e) {
      // Handling the message again would not make room for the receipt; the counter says it is
      // lost.
      LOG.atWarn().setCause(e).addKeyValue("messageId", about.id()).log("receipt not delivered");
    }
  }

  static boolean wantsReceipt(Message message) {
    return message.handling().receipt() == Handling.ReceiptWish.WANTED;
  }

  private static Status statusOf(Reason reason) {
    return switch (reason) {
      case REJECTED -> Status.FAILED;
      case EXPIRED -> Status.EXPIRED;
      case EXHAUSTED, REFUSED, OVERFLOW, MALFORMED, PAYLOAD_LOST -> Status.DEAD;
    };
  }

  /** Settling is idempotent, so it is tried again when the backend or its answer got lost. */
  private <T> T repeat(Call<T, RuntimeException> settling) {
    try {
      return bus.settling().call(settling);
    } catch (RetriesExhaustedException e) {
      throw e.attempts().getLast() instanceof TransportException last ? last : e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TransportException.outcomeUnknown("interrupted while settling was being retried");
    }
  }

  private Settled note(Settled answer) {
    if (answer == Settled.STALE) {
      bus.counters().stale.increment();
      counters.stale();
      LOG.warn("a delivery was settled after its lease was lost; nothing changed");
    } else if (answer == Settled.DEAD_LETTERS_FULL) {
      LOG.warn("dead letters are full: the queue has stopped until some are redriven or purged");
    }
    return answer;
  }
}
