package dev.maos.event;

import dev.maos.base.Cause;
import dev.maos.base.ErrorWords;
import dev.maos.base.Signal;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of one event to those who want it: first to those with a mailbox, then to those who
 * handle it on this thread, then to those who may have to be waited for. Used for one event after
 * another. One thread's.
 */
final class Delivering {
  private static final Logger LOG = LoggerFactory.getLogger(Delivering.class);

  private final EventIndex index;
  private final Tallies.Tally routed;
  private final Tallies.Tally begun;
  private final Tallies.Tally ended;
  private final Signal idle;
  private final Matches matches;
  private final Cause.Scope scope = new Cause.Scope();
  private final Runnable inline = this::giveInline;
  private @Nullable EventDelivery delivery;
  private String refused = "";

  Delivering(EventContext context) {
    this.index = context.index();
    this.routed = context.counters().routed.open();
    this.begun = context.counters().begun.open();
    this.ended = context.counters().ended.open();
    this.idle = context.idle();
    this.matches = index.newMatches();
  }

  /** Counts the event and finds those who want it; false if nobody does. */
  boolean match(Event event) {
    routed.increment();
    index.match(event, matches);
    return !matches.isEmpty();
  }

  /**
   * Gives it to them.
   *
   * @throws MailboxFullException at the end, if somebody had no room and wants it to be known
   */
  void deliver(EventDelivery event) {
    delivery = event;
    give(Recipient.Kind.QUEUED);
    if (matches.of(Recipient.Kind.INLINE).size() > 0) {
      begun.increment();
      scope.handles(event);
      scope.run(inline);
      ended.increment();
      // Who waits for the end must see this one, or be seen waiting.
      VarHandle.fullFence();
      idle.raise();
    }
    give(Recipient.Kind.WAITING);
    if (!refused.isEmpty()) {
      throw new MailboxFullException(refused);
    }
  }

  private void giveInline() {
    give(Recipient.Kind.INLINE);
  }

  private void give(Recipient.Kind kind) {
    var event = delivery;
    var those = matches.of(kind);
    for (int i = 0; i < those.size() && event != null; i++) {
      var recipient = those.get(i);
      if (!receives(recipient, event)) {
        refused += (refused.isEmpty() ? "" : ", ") + recipient.name();
      }
    }
  }

  /** It should never throw; if it does even so, that costs nobody else the event. */
  private static boolean receives(Recipient recipient, EventDelivery event) {
    try {
      return recipient.receive(event);
    } catch (Throwable e) {
      LOG.atError()
          .addKeyValue("subscription", recipient.name())
          .addKeyValue("error", ErrorWords.of(e))
          .log("delivering an event broke off");
      return true;
    }
  }

  /** Holds on to nothing. */
  void end() {
    matches.end();
    scope.rests();
    delivery = null;
    refused = "";
  }
}
