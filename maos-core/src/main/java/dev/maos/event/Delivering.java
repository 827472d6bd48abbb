package dev.maos.event;

import dev.maos.base.Cause;
import org.jspecify.annotations.Nullable;

/**
 * The way of one event to those who want it: first to those with a mailbox, then to those who
 * handle it on this thread, then to those who may have to be waited for. Used for one event after
 * another. One thread's.
 */
final class Delivering {
  private final EventIndex index;
  private final Tallies.Tally routed;
  private final Matches matches;
  private final Cause.Scope scope = new Cause.Scope();
  private final Runnable inline = this::giveInline;
  private @Nullable EventDelivery delivery;
  private String refused = "";

  Delivering(EventIndex index, Tallies.Tally routed) {
    this.index = index;
    this.routed = routed;
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
      scope.handles(event);
      scope.run(inline);
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
      if (!recipient.receive(event)) {
        refused += (refused.isEmpty() ? "" : ", ") + recipient.name();
      }
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
