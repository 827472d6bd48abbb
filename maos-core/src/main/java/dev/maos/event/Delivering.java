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
  private final Matches matches;
  private final Cause.Scope scope = new Cause.Scope();
  private final Runnable inline = this::giveInline;
  private @Nullable EventDelivery delivery;
  private String refused = "";
  private int others;

  Delivering(EventIndex index) {
    this.index = index;
    this.matches = index.newMatches();
  }

  /** Finds those who want the event, and returns how many there are. */
  int match(Event event) {
    index.match(event, matches);
    return matches.size();
  }

  /**
   * Gives it to them.
   *
   * @throws MailboxFullException at the end, if somebody had no room and wants it to be known
   */
  void deliver(EventDelivery event) {
    delivery = event;
    give(Recipient.Kind.QUEUED);
    if (others > 0) {
      scope.handles(event);
      scope.run(inline);
    }
    if (others > 0) {
      give(Recipient.Kind.WAITING);
    }
    if (!refused.isEmpty()) {
      throw new MailboxFullException(refused);
    }
  }

  /** Gives it to those of one kind, and counts how many come later. */
  private void give(Recipient.Kind kind) {
    var event = delivery;
    others = 0;
    for (int i = 0; i < matches.size() && event != null; i++) {
      var recipient = matches.get(i);
      if (recipient.kind() == kind) {
        give(event, recipient);
      } else if (recipient.kind().compareTo(kind) > 0) {
        others++;
      }
    }
  }

  private void giveInline() {
    give(Recipient.Kind.INLINE);
  }

  private void give(EventDelivery event, Recipient recipient) {
    if (!recipient.receive(event)) {
      refused += (refused.isEmpty() ? "" : ", ") + recipient.name();
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
