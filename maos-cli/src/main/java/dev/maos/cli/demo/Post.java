package dev.maos.cli.demo;

import dev.maos.Maos;
import dev.maos.base.TopicPattern;
import dev.maos.message.MessageSubscription;
import dev.maos.registry.AgentDescriptor;
import dev.maos.registry.AgentQuery;
import dev.maos.registry.Registration;
import java.time.Duration;

/**
 * A reviewer at work: it is registered with what it is able to do, and takes what is sent to it.
 * Thread-safe.
 */
final class Post implements AutoCloseable {
  private static final String TYPE = "reviewer";

  // What waits for a pattern of its own is not found by those who look after the dead.
  private static final TopicPattern WHOLE_INBOX = TopicPattern.of(">");

  private final MessageSubscription subscription;
  private final Registration registration;

  private Post(MessageSubscription subscription, Registration registration) {
    this.subscription = subscription;
    this.registration = registration;
  }

  /**
   * A reviewer takes up work.
   *
   * @param lease how long the bus waits for it before it gives its message to somebody else
   */
  static Post of(Maos maos, Reviewer reviewer, Duration lease) {
    var discipline = reviewer.team().discipline();
    var description =
        AgentDescriptor.of(reviewer.id()).type(TYPE).able(discipline.capability()).build();
    var subscription =
        maos.bus().subscribe(reviewer.id(), WHOLE_INBOX, discipline.options(lease), reviewer);
    try {
      return new Post(subscription, maos.registry().register(description));
    } catch (RuntimeException e) {
      subscription.close();
      throw e;
    }
  }

  /** All who are at work, in whatever process. */
  static AgentQuery anybody() {
    return AgentQuery.any().ofType(TYPE).available();
  }

  /** Ends as at the end of its process: nothing is settled, handed back or said. */
  void abort() {
    subscription.abort();
  }

  /** Its process has seen it crash, and says so. */
  void crashed() {
    subscription.abort();
    registration.leave("it has crashed");
  }

  /** Finishes what is in its hands. */
  void retire() {
    subscription.close();
    registration.close();
  }

  /** Ends it, and does not wait for what is in its hands. */
  @Override
  public void close() {
    subscription.cancel();
    registration.close();
  }
}
