package dev.maos.memory;

import dev.maos.message.Address;
import dev.maos.message.Envelope;
import dev.maos.message.MessageId;
import dev.maos.message.Receipt;
import dev.maos.message.Receipt.Acceptance;
import java.util.ArrayList;
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

  List<Receipt> post(Bells bells) {
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
