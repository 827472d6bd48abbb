package dev.maos.message;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The reading end of one subscription: claims messages under a lease and settles them.
 *
 * <p>Pulled, never pushed: the backend rings the bell that was given at {@link
 * MessageTransport#open} when an inbox that had nothing to give has something again, and does no
 * more. The bell may ring too often and must return at once. Settling is fenced: it takes effect
 * only for the current holder of the lease. Thread-safe.
 */
public interface Inbox extends AutoCloseable {

  /**
   * Claims up to {@code max} messages, in the order of lanes and arrival, without waiting. With
   * fewer messages than idle members of a group, each member gets its share only. At-most-once
   * messages are acknowledged by being taken. An empty answer promises a bell; taking 0 declines:
   * what is waiting is for others, and the bell is silent until this reader takes again.
   */
  List<Claim> take(int max);

  /**
   * How many messages it is worth taking at once while they are handled quickly. Fifteen, a round
   * of lanes, where taking costs nothing; more where each taking is a trip to a server.
   */
  default int worthTaking() {
    return 15;
  }

  /** Acknowledges: these messages are done. One answer for each claim, in order. */
  List<Settled> acknowledge(List<Claim> claims);

  /**
   * Acknowledges without waiting for the answer: the acknowledgement is on its way when this
   * returns, behind those before it. The stage may complete on another thread, which must not be
   * held up.
   */
  default CompletionStage<Settled> acknowledgeSoon(Claim claim) {
    return CompletableFuture.completedStage(acknowledge(List.of(claim)).getFirst());
  }

  /**
   * Acknowledges what is done and takes what is next, in one step where the backend can: that saves
   * a round trip for each round.
   */
  default Exchange exchange(List<Claim> done, int max) {
    return new Exchange(acknowledge(done), take(max));
  }

  /**
   * Begins an exchange and does not wait for it, so that what is next comes while something else is
   * handled. Empty where that gains nothing.
   */
  default Optional<Ahead> exchangeAhead(List<Claim> done, int max) {
    return Optional.empty();
  }

  /** An exchange that is under way. */
  interface Ahead {

    /** Whether {@link #await} answers without waiting. */
    boolean isThere();

    /** Waits for what the exchange brings; to be called once. */
    Exchange await();

    /** Nobody waits for it any more: what it brings is handed back. In place of {@link #await}. */
    void giveUp();
  }

  /**
   * What an exchange brought.
   *
   * @param settled one answer for each claim that was done, in order
   * @param taken what was taken
   */
  record Exchange(List<Settled> settled, List<Claim> taken) {}

  /**
   * Gives a failed message back, to be claimed again after {@code delay} with its attempt counted.
   */
  Settled release(Claim claim, Duration delay);

  /** Gives an unstarted message back to its place, its attempt not counted. */
  Settled handBack(Claim claim);

  /** Hands several back, in as few trips as the backend can; one answer for each, in order. */
  default List<Settled> handBackAll(List<Claim> claims) {
    return claims.stream().map(this::handBack).toList();
  }

  /** Moves the message to the queue's dead letters and acknowledges it, in one atomic step. */
  Settled bury(Claim claim, DeadLetter.Reason reason, String detail);

  /** Starts the lease anew. */
  Settled extend(Claim claim);

  /** Starts several leases anew, in as few trips; one answer for each, in order. */
  default List<Settled> extendAll(List<Claim> claims) {
    return claims.stream().map(this::extend).toList();
  }

  /** How many messages for this inbox are waiting, delayed or claimed. */
  int backlog();

  /**
   * Leaves without a word, as a process that dies does: claims come back when their leases run out.
   */
  void abandon();

  /** Hands back what is claimed and not settled, and stops reading. The subscription remains. */
  @Override
  void close();
}
