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

  private final MessageSubscription subscription;
  private final MessageSubscription voting;
  private final Registration registration;

  private Post(
      MessageSubscription subscription, MessageSubscription voting, Registration registration) {
    this.subscription = subscription;
    this.voting = voting;
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
    var topic = TopicPattern.exactly(discipline.topic());
    var subscription =
        maos.bus().subscribe(reviewer.id(), topic, discipline.options(lease), reviewer);
    var voting = reviewer.juror().subscribe(lease);
    try {
      return new Post(subscription, voting, maos.registry().register(description));
    } catch (RuntimeException e) {
      subscription.close();
      voting.close();
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
    voting.abort();
  }

  /** Its process has seen it crash, and says so. */
  void crashed() {
    abort();
    registration.leave("it has crashed");
  }

  /** Finishes what is in its hands. */
  void retire() {
    subscription.close();
    voting.close();
    registration.close();
  }

  /** Ends it, and does not wait for what is in its hands. */
  @Override
  public void close() {
    subscription.cancel();
    voting.cancel();
    registration.close();
  }
}
