package dev.maos.memory;

import dev.maos.base.Topic;
import dev.maos.message.Address;
import dev.maos.message.Envelope;
import dev.maos.message.Message;
import dev.maos.message.MessageId;
import dev.maos.message.Receipt;
import dev.maos.message.Receipt.Acceptance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One batch being stored, all of it or nothing: first every inbox and group promises room for its
 * part and every topic vouches for its ids, then all is stored. Nothing can fail in the second
 * step.
 */
final class Posting {
  private static final Topic ANY_TOPIC = Topic.reserved("any");

  private final Function<Address, MemoryEndpoint> endpoints;
  private final TopicBoard board;
  private final List<Envelope> batch;

  /** Room that an endpoint has promised for a part of the batch. */
  private record Promise(MemoryEndpoint endpoint, List<Envelope> part) {}

  Posting(Function<Address, MemoryEndpoint> endpoints, TopicBoard board, List<Envelope> batch) {
    this.endpoints = endpoints;
    this.board = board;
    this.batch = batch;
  }

  /** Whether some id was given from outside, so that its content matters. */
  boolean holdsGivenIds() {
    for (var envelope : batch) {
      if (envelope.identity() == Envelope.Identity.CONTENT) {
        return true;
      }
    }
    return false;
  }

  List<Receipt> post(Bells bells) {
    checkIdsOfBatch();
    var receipts = new ArrayList<Receipt>(batch.size());
    if (goesToOneQueue()) {
      var endpoint = reserve(batch.getFirst().message().recipient(), batch);
      endpoint.commit(batch, (id, answer) -> receipts.add(receipt(id, answer)), bells);
      return receipts;
    }
    reserveAll();
    for (var envelope : batch) {
      if (envelope.message().recipient() instanceof Address.Everyone) {
        receipts.add(receipt(envelope.id(), board.publish(envelope, bells)));
      } else {
        // The promise keeps the endpoint from being retired, so it is still the same one.
        endpoints
            .apply(envelope.message().recipient())
            .commit(List.of(envelope), (id, answer) -> receipts.add(receipt(id, answer)), bells);
      }
    }
    return receipts;
  }

  /** One destination of one message; a topic is one, an inbox is one. */
  private record Spot(MessageId id, Address recipient, Topic topic) {}

  private void checkIdsOfBatch() {
    var given =
        batch.size() == 1
            ? List.<Envelope>of()
            : batch.stream().filter(e -> e.identity() == Envelope.Identity.CONTENT).toList();
    var contents = new HashMap<Spot, Envelope>();
    for (var envelope : given) {
      var message = envelope.message();
      var spot = new Spot(envelope.id(), message.recipient(), topicOf(message));
      var other = contents.putIfAbsent(spot, envelope);
      if (other != null && other.fingerprint() != envelope.fingerprint()) {
        throw KnownIds.reused(envelope);
      }
    }
  }

  /** Only where everyone is addressed does the topic make the destination. */
  private static Topic topicOf(Message message) {
    return message.recipient() instanceof Address.Everyone ? message.topic() : ANY_TOPIC;
  }

  private boolean goesToOneQueue() {
    var first = batch.getFirst().message().recipient();
    for (var envelope : batch) {
      if (!envelope.message().recipient().equals(first)) {
        return false;
      }
    }
    return !(first instanceof Address.Everyone);
  }

  private void reserveAll() {
    var reserved = new ArrayList<Promise>();
    try {
      parts().forEach((to, part) -> reserved.add(new Promise(reserve(to, part), part)));
    } catch (RuntimeException e) {
      reserved.forEach(promise -> promise.endpoint().cancel(promise.part()));
      throw e;
    }
  }

  /** The batch by inbox and group; ids that topics know with other content are refused here. */
  private Map<Address, List<Envelope>> parts() {
    var parts = new LinkedHashMap<Address, List<Envelope>>();
    for (var envelope : batch) {
      var recipient = envelope.message().recipient();
      if (recipient instanceof Address.Everyone) {
        board.check(envelope);
      } else {
        parts.computeIfAbsent(recipient, r -> new ArrayList<>()).add(envelope);
      }
    }
    return parts;
  }

  private MemoryEndpoint reserve(Address recipient, List<Envelope> part) {
    while (true) {
      var endpoint = endpoints.apply(recipient);
      if (endpoint.reserve(part)) {
        return endpoint;
      }
    }
  }

  private static Receipt receipt(MessageId id, Acceptance acceptance) {
    return new Receipt(id, MemoryTransport.DURABILITY, acceptance);
  }
}
