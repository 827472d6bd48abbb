package dev.maos.memory;

import dev.maos.base.Signal;
import dev.maos.base.TimeSource;
import dev.maos.message.Address;
import dev.maos.message.DeadLetter;
import dev.maos.message.Durability;
import dev.maos.message.Envelope;
import dev.maos.message.Inbox;
import dev.maos.message.InboxSpec;
import dev.maos.message.MessageId;
import dev.maos.message.MessageTransport;
import dev.maos.message.QueueLimits;
import dev.maos.message.QueueName;
import dev.maos.message.QueueStats;
import dev.maos.message.Receipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The message bus's storage in this process: bounded queues that live as long as this object.
 *
 * <p>Several buses may share one transport and are then like processes that share a server. Owns no
 * thread: leases and delays run on the time source's alarms. Thread-safe.
 */
public final class MemoryTransport implements MessageTransport {
  static final Durability DURABILITY = Durability.of(Durability.Level.MEMORY);

  private final Shared shared;
  private final TopicBoard board;
  private final Graves graves;
  private final Map<String, MemoryEndpoint> agents = new ConcurrentHashMap<>();
  private final Map<String, MemoryEndpoint> groups = new ConcurrentHashMap<>();

  public MemoryTransport(QueueLimits limits, TimeSource time) {
    this.shared = new Shared(limits, time, new Signal(), new Resends());
    this.board = new TopicBoard(shared);
    this.graves = new Graves(shared);
  }

  @Override
  public Durability durability() {
    return DURABILITY;
  }

  @Override
  public List<Receipt> send(List<Envelope> batch) {
    if (batch.isEmpty()) {
      return List.of();
    }
    var bells = new Bells(shared);
    var receipts = new Posting(this::endpoint, board, batch).post(bells);
    bells.ring();
    return receipts;
  }

  @Override
  public boolean awaitRoom(Address recipient, Duration patience) throws InterruptedException {
    if (recipient instanceof Address.Everyone) {
      return true;
    }
    return shared.room().await(() -> endpoint(recipient).hasRoom(1), patience, shared.time());
  }

  @Override
  public Inbox open(InboxSpec spec, Runnable bell) {
    while (true) {
      var opened = owner(spec.direct()).open(spec, bell);
      if (opened.isPresent()) {
        if (opened.get().isNewSubscription()) {
          subscribe(opened.get().reader(), spec);
        }
        return opened.get().reader();
      }
    }
  }

  private void subscribe(MemoryInbox reader, InboxSpec spec) {
    var bells = new Bells(shared);
    board.add(reader.subscription, spec.pattern(), spec.start(), bells);
    bells.ring();
  }

  @Override
  public boolean forget(QueueName subscription) {
    for (var endpoint : endpoints()) {
      var gone = endpoint.forget(subscription);
      if (gone.isPresent()) {
        board.remove(gone.get());
        return true;
      }
    }
    return false;
  }

  @Override
  public List<DeadLetter> deadLetters(QueueName queue, Optional<MessageId> after, int limit) {
    return holderOf(queue).map(e -> e.deadLetters(queue, after, limit)).orElse(List.of());
  }

  @Override
  public int redrive(QueueName queue, List<MessageId> ids) {
    return holderOf(queue).map(e -> e.redrive(queue, ids)).orElse(0);
  }

  @Override
  public int purge(QueueName queue, List<MessageId> ids) {
    return holderOf(queue).map(e -> e.purge(queue, ids)).orElse(0);
  }

  @Override
  public List<QueueStats> queues() {
    return endpoints().stream().flatMap(endpoint -> endpoint.stats().stream()).toList();
  }

  @Override
  public List<DeadLetter> sweep() {
    var moved = new ArrayList<DeadLetter>();
    for (var endpoint : endpoints()) {
      moved.addAll(endpoint.sweep());
    }
    board.sweep();
    agents.values().removeIf(MemoryEndpoint::retireIfUnused);
    groups.values().removeIf(MemoryEndpoint::retireIfUnused);
    return moved;
  }

  /** How many exactly-once ids were forgotten before their window ended. */
  long idsForgottenEarly() {
    return endpoints().stream().mapToLong(MemoryEndpoint::idsForgottenEarly).sum();
  }

  private List<MemoryEndpoint> endpoints() {
    var all = new ArrayList<>(agents.values());
    all.addAll(groups.values());
    return all;
  }

  private Optional<MemoryEndpoint> holderOf(QueueName queue) {
    return endpoints().stream().filter(endpoint -> endpoint.has(queue)).findFirst();
  }

  private MemoryEndpoint endpoint(Address recipient) {
    return switch (recipient) {
      case Address.ToAgent(var agent) -> agentEndpoint(agent.value());
      case Address.ToGroup(var group) -> owner(QueueName.group(group));
      case Address.Everyone() -> throw new IllegalArgumentException("a topic has no endpoint");
    };
  }

  private MemoryEndpoint agentEndpoint(String agent) {
    var known = agents.get(agent);
    return known == null ? owner(new QueueName(QueueName.Kind.INBOX, agent)) : known;
  }

  private MemoryEndpoint owner(QueueName direct) {
    var owners = direct.kind() == QueueName.Kind.GROUP ? groups : agents;
    return owners.computeIfAbsent(
        direct.name(), name -> new MemoryEndpoint(direct, shared, graves));
  }
}
