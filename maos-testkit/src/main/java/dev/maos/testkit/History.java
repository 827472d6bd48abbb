package dev.maos.testkit;

import dev.maos.base.AgentId;
import dev.maos.message.Address;
import dev.maos.message.DeadLetter;
import dev.maos.message.Delivery;
import dev.maos.message.Message;
import dev.maos.message.MessageHandler;
import dev.maos.message.MessageId;
import dev.maos.message.Priority;
import dev.maos.message.QueueName;
import dev.maos.message.Receipt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What was published and what was handled, to be compared when everything has come to rest.
 *
 * <p>It keeps its own books and believes nobody: what a bus counts plays no part. Record a message
 * as {@code accepted} when there is a receipt for it, as {@code unknown} when it may have been
 * stored, not at all when it was refused. Messages of one sender must be recorded in the order in
 * which they were published. Thread-safe.
 */
public final class History {
  private final Map<MessageId, Published> published = new LinkedHashMap<>();
  private final List<Handled> handled = new ArrayList<>();
  private final Set<Arrival> excused = new HashSet<>();

  /** A message at a place where it should be, or was, handled. */
  public record Arrival(MessageId id, QueueName queue) {
    @Override
    public String toString() {
      return id + " in " + queue;
    }
  }

  private enum Outcome {
    ACCEPTED,
    UNKNOWN
  }

  private record Published(Outcome outcome, int number, Stream stream, Set<QueueName> places) {}

  /** What is handled in order: one sender's messages of one priority. */
  private record Stream(AgentId sender, Priority priority) {}

  private record Handled(Arrival arrival, int attempt) {}

  /**
   * Records a message for which there is a receipt.
   *
   * @param places where it has to be handled, each once; none for the inbox or group that it is
   *     addressed to
   */
  public void accepted(Receipt receipt, Message message, QueueName... places) {
    publish(receipt.id(), message, Outcome.ACCEPTED, places);
  }

  /** Records a message that may have been stored or not. */
  public void unknown(MessageId id, Message message, QueueName... places) {
    publish(id, message, Outcome.UNKNOWN, places);
  }

  /** Records that handling began. */
  public void handled(Delivery delivery) {
    handled(delivery.id(), delivery.queue(), delivery.attempt());
  }

  /** Records that handling began. */
  public synchronized void handled(MessageId id, QueueName queue, int attempt) {
    handled.add(new Handled(new Arrival(id, queue), attempt));
  }

  /** A handler that records each delivery and then passes it on. */
  public MessageHandler recording(MessageHandler next) {
    return delivery -> {
      handled(delivery);
      next.handle(delivery);
    };
  }

  /** Records that a message need not be handled there any more, because it is a dead letter. */
  public synchronized void buried(DeadLetter letter) {
    excused.add(new Arrival(letter.id(), letter.queue()));
  }

  /**
   * What was accepted and neither handled nor buried, for each place that it should have reached.
   */
  public synchronized List<Arrival> lost() {
    var seen = arrivals();
    seen.addAll(excused);
    return published.entrySet().stream()
        .filter(entry -> entry.getValue().outcome() == Outcome.ACCEPTED)
        .flatMap(entry -> entry.getValue().places().stream().map(at(entry.getKey())))
        .filter(Predicate.not(seen::contains))
        .toList();
  }

  /** What was handled more than once at one place. */
  public synchronized List<Arrival> duplicated() {
    var once = new HashSet<Arrival>();
    return handled.stream()
        .map(Handled::arrival)
        .filter(arrival -> !once.add(arrival))
        .distinct()
        .toList();
  }

  /** What was handled and never published, or not to that place. */
  public synchronized List<Arrival> phantom() {
    return arrivals().stream().filter(arrival -> !isExpected(arrival)).toList();
  }

  /**
   * What was handled for the first time after a later message of the same sender and priority had
   * been handled at the same place. A retried message has lost its place, so it is not looked at.
   */
  public synchronized List<Arrival> reordered() {
    var highest = new HashMap<Object, Integer>();
    var late = new ArrayList<Arrival>();
    for (var one : handled) {
      var message = published.get(one.arrival().id());
      if (message != null && one.attempt() == 1) {
        var line = List.of(message.stream(), one.arrival().queue());
        int before = highest.merge(line, message.number(), Math::max);
        if (before > message.number()) {
          late.add(one.arrival());
        }
      }
    }
    return late;
  }

  /** How many messages were accepted. */
  public synchronized long acceptedCount() {
    return published.values().stream().filter(p -> p.outcome() == Outcome.ACCEPTED).count();
  }

  private synchronized void publish(
      MessageId id, Message message, Outcome outcome, QueueName... places) {
    var stream = new Stream(message.sender(), message.priority());
    var expected = places.length == 0 ? Set.of(placeOf(message)) : Set.of(places);
    var known = published.get(id);
    // Published again, it keeps its place in the order, and once accepted it stays so.
    int number = known == null ? published.size() : known.number();
    var sure = known != null && known.outcome() == Outcome.ACCEPTED ? known.outcome() : outcome;
    published.put(id, new Published(sure, number, stream, expected));
  }

  private static QueueName placeOf(Message message) {
    return switch (message.recipient()) {
      case Address.ToAgent(var agent) -> QueueName.inbox(agent);
      case Address.ToGroup(var group) -> QueueName.group(group);
      case Address.Everyone() ->
          throw new IllegalArgumentException("a message to everyone needs its places");
    };
  }

  private static Function<QueueName, Arrival> at(MessageId id) {
    return queue -> new Arrival(id, queue);
  }

  private Set<Arrival> arrivals() {
    var all = new LinkedHashSet<Arrival>();
    handled.forEach(one -> all.add(one.arrival()));
    return all;
  }

  private boolean isExpected(Arrival arrival) {
    var message = published.get(arrival.id());
    return message != null && message.places().contains(arrival.queue());
  }
}
