package dev.maos.event;

import dev.maos.resilience.RetryPolicy;

/**
 * How a subscription gets and handles events.
 *
 * @param mode on whose thread the handler runs
 * @param mailbox how many events may wait for the handler, 1 to 1,000,000
 * @param overflow what becomes of an event when so many are waiting
 * @param retry how often and when an event is tried again whose handler threw
 * @param maxDeadLetters how many events are kept that could not be handled, 1 to 100,000; the
 *     oldest goes
 */
public record EventSubscriptionOptions(
    DeliveryMode mode,
    int mailbox,
    MailboxOverflow overflow,
    RetryPolicy retry,
    int maxDeadLetters) {

  private static final EventSubscriptionOptions DEFAULTS =
      new EventSubscriptionOptions(
          DeliveryMode.ISOLATED,
          1_024,
          MailboxOverflow.dropOldest(),
          RetryPolicy.defaults(),
          1_000);

  /** Checks the values. */
  public EventSubscriptionOptions {
    Required.field(mode, "mode");
    Setting.between("mailbox", mailbox, 1, 1_000_000);
    Required.field(overflow, "overflow");
    Required.field(retry, "retry");
    Setting.between("maxDeadLetters", maxDeadLetters, 1, 100_000);
  }

  /** Isolated, a mailbox of 1,024 that drops the oldest, three attempts, 1,000 dead letters. */
  public static EventSubscriptionOptions defaults() {
    return DEFAULTS;
  }

  public EventSubscriptionOptions mode(DeliveryMode mode) {
    return new EventSubscriptionOptions(mode, mailbox, overflow, retry, maxDeadLetters);
  }

  /** With {@link DeliveryMode#INLINE}. */
  public EventSubscriptionOptions inline() {
    return mode(DeliveryMode.INLINE);
  }

  public EventSubscriptionOptions mailbox(int mailbox) {
    return new EventSubscriptionOptions(mode, mailbox, overflow, retry, maxDeadLetters);
  }

  public EventSubscriptionOptions overflow(MailboxOverflow overflow) {
    return new EventSubscriptionOptions(mode, mailbox, overflow, retry, maxDeadLetters);
  }

  public EventSubscriptionOptions retry(RetryPolicy retry) {
    return new EventSubscriptionOptions(mode, mailbox, overflow, retry, maxDeadLetters);
  }

  public EventSubscriptionOptions maxDeadLetters(int maxDeadLetters) {
    return new EventSubscriptionOptions(mode, mailbox, overflow, retry, maxDeadLetters);
  }
}
