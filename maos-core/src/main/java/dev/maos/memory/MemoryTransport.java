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
import dev.maos.message.Resends;
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
  private final Object givenIds = new Object();
  private final Object subscribing = new Object();
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
    try {
      return post(batch, bells);
    } catch (RuntimeException refused) {
      // Room that was promised to it is free again.
      bells.roomWasMade();
      throw refused;
    } finally {
      bells.ring();
    }
  }

  private List<Receipt> post(List<Envelope> batch, Bells bells) {
    var posting = new Posting(this::endpoint, board, batch);
    if (!posting.holdsGivenIds()) {
      return posting.post(bells);
    }
    // Between vouching for a given id and storing it nobody else may use it for something else.
    synchronized (givenIds) {
      return posting.post(bells);
    }
  }

  @Override
  public boolean awaitRoom(Address recipient, int messages, Duration patience)
      throws InterruptedException {
    if (recipient instanceof Address.Everyone) {
      return true;
    }
    if (messages > shared.limits().maxQueueSize()) {
      return false;
    }
    return shared
        .room()
        .await(() -> endpoint(recipient).hasRoom(messages), patience, shared.time());
  }

  @Override
  public Inbox open(InboxSpec spec, Runnable bell) {
    var bells = new Bells(shared);
    try {
      // Whoever returns from here may rely on the subscription being fed.
      synchronized (subscribing) {
        return open(spec, bell, bells);
      }
    } finally {
      bells.ring();
    }
  }

  private MemoryInbox open(InboxSpec spec, Runnable bell, Bells bells) {
    while (true) {
      var opened = owner(spec.direct()).open(spec, bell, bells);
      if (opened.isPresent()) {
        var reader = opened.get().reader();
        if (opened.get().isNewSubscription()) {
          board.add(reader.subscription, spec.subscribed(), spec.start(), bells);
        }
        return reader;
      }
    }
  }

  @Override
  public boolean forget(QueueName subscription) {
    synchronized (subscribing) {
      for (var endpoint : endpoints()) {
        var gone = endpoint.forget(subscription);
        if (gone.isPresent()) {
          board.remove(gone.get());
          return true;
        }
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
      case Address.ToCapable wanted ->
          throw new IllegalArgumentException("nobody was chosen yet: " + wanted);
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
