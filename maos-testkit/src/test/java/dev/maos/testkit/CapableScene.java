package dev.maos.testkit;

import dev.maos.Maos;
import dev.maos.backend.Backend;
import dev.maos.base.AgentId;
import dev.maos.base.ManualTime;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.consensus.DecisionStore;
import dev.maos.event.EventStore;
import dev.maos.memory.MemoryAgentStore;
import dev.maos.memory.MemoryTransport;
import dev.maos.message.Delivery;
import dev.maos.message.Message;
import dev.maos.message.MessageDraft;
import dev.maos.message.MessageHandler;
import dev.maos.message.MessageSubscription;
import dev.maos.message.MessageTransport;
import dev.maos.message.QueueLimits;
import dev.maos.message.QueueName;
import dev.maos.message.QueueStats;
import dev.maos.monitor.ComponentHealth;
import dev.maos.monitor.Health;
import dev.maos.registry.AgentDescriptor;
import dev.maos.registry.AgentStore;
import dev.maos.registry.Registration;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** Processes with a bus and a registry each, over one backend, in a time that is moved by hand. */
@Timeout(120)
abstract class CapableScene {
  static final AgentId PLANNER = AgentId.of("planner");
  static final Duration UNTIL_GONE = Duration.ofSeconds(95);

  final ManualTime time = new ManualTime();
  final MemoryTransport messages = new MemoryTransport(QueueLimits.defaults(), time);
  final MemoryAgentStore agents = new MemoryAgentStore(time);
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private long seeds = 1;

  @AfterEach
  void closeWhatWasOpened() throws Exception {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }

  /** A process, which can be cut off from the others. */
  final class Peer {
    final FaultyAgentStore line = new FaultyAgentStore(agents);
    final Maos maos =
        Maos.builder("memory:")
            .backend(new Place(line))
            .time(time)
            .random(new Seed(seeds++).random())
            .open();
    private final Queue<MessageSubscription> subscriptions = new ConcurrentLinkedQueue<>();

    Worker worker(String name) {
      return worker(name, delivery -> {});
    }

    /** An agent that reviews; what it handles is noted when its handler returns. */
    Worker worker(String name, MessageHandler handler) {
      return new Worker(this, name, handler);
    }

    /** Dies: nothing that it has begun is finished, and it is heard of no more. */
    void die() {
      line.fail();
      subscriptions.forEach(MessageSubscription::abort);
    }
  }

  final Peer process() {
    var process = new Peer();
    opened.push(() -> {
      process.line.heal();
      process.maos.close();
    });
    return process;
  }

  /** An agent that is able to review Java, and the deliveries that it has handled. */
  static final class Worker {
    final AgentId id;
    final Registration registration;
    final MessageSubscription subscription;
    final Queue<Delivery> handled = new ConcurrentLinkedQueue<>();

    Worker(Peer process, String name, MessageHandler handler) {
      this.id = AgentId.of(name);
      this.subscription =
          process
              .maos
              .bus()
              .subscribe(
                  id,
                  TopicPattern.of("reviews"),
                  delivery -> {
                    handler.handle(delivery);
                    handled.add(delivery);
                  });
      process.subscriptions.add(subscription);
      this.registration =
          process
              .maos
              .registry()
              .register(AgentDescriptor.of(id).able("java-review", "21").capacity(1).build());
    }

    List<String> texts() {
      return handled.stream().map(delivery -> delivery.payload().text()).toList();
    }
  }

  static MessageDraft toReviewer() {
    return Message.from(PLANNER).toCapable("java-review>=17").on("reviews");
  }

  static Message review(String text) {
    return toReviewer().command(Payload.text(text));
  }

  /** Waits until it holds, while time passes second by second. */
  final void passUntil(String what, BooleanSupplier holds) {
    Waiting.until(() -> what, holds, () -> time.advance(Duration.ofSeconds(1)));
  }

  /** Lets time pass as it does, so that everybody beats meanwhile. */
  final void pass(Duration duration) {
    for (var left = duration; left.isPositive(); left = left.minusSeconds(1)) {
      time.advance(Duration.ofSeconds(1));
    }
  }

  final QueueStats inbox(AgentId agent) {
    return messages.queues().stream()
        .filter(stats -> stats.queue().equals(QueueName.inbox(agent)))
        .findFirst()
        .orElse(new QueueStats(QueueName.inbox(agent), 0, 0, 0, 0, 0, 0, 0));
  }

  /** What the processes share. */
  private final class Place implements Backend {
    private final AgentStore line;

    Place(AgentStore line) {
      this.line = line;
    }

    @Override
    public MessageTransport messages() {
      return messages;
    }

    @Override
    public EventStore events() {
      throw new UnsupportedOperationException("only messages and agents");
    }

    @Override
    public AgentStore agents() {
      return line;
    }

    @Override
    public DecisionStore decisions() {
      throw new UnsupportedOperationException("only messages and agents");
    }

    @Override
    public ComponentHealth health() {
      return new ComponentHealth("backend", new Health.Healthy(), Duration.ZERO, Map.of());
    }

    @Override
    public void close() {
      // Shared, and collected with the test.
    }
  }
}
