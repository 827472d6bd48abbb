package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.base.ManualTime;
import dev.maos.base.MaosException;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.memory.MemoryTransport;
import dev.maos.message.Address;
import dev.maos.message.BusOptions;
import dev.maos.message.GroupName;
import dev.maos.message.Guarantee;
import dev.maos.message.Message;
import dev.maos.message.MessageBus;
import dev.maos.message.Priority;
import dev.maos.message.QueueLimits;
import dev.maos.message.QueueName;
import dev.maos.message.QueueStats;
import dev.maos.message.SubscriptionOptions;
import dev.maos.testkit.history.Key;
import dev.maos.testkit.history.Step;
import dev.maos.testkit.history.Witness;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;

/**
 * A publisher and two readers, each a process of its own, over bad lines to one storage; in the end
 * the lines are healed and everything comes to rest.
 */
final class FaultyRun implements AutoCloseable {
  private static final int MESSAGES = 100;
  static final int MOST_DELIVERIES = 1_000;
  private static final AgentId ALICE = AgentId.of("alice");
  private static final AgentId BOB = AgentId.of("bob");
  private static final AgentId CAROL = AgentId.of("carol");
  private static final TopicPattern NEWS = TopicPattern.of("news");
  private static final Duration DEDUPE = Duration.ofHours(1);

  /** Far beyond what a run takes, so that publishing gives up only if it does not retry. */
  private static final Duration DEADLINE = Duration.ofMinutes(50);

  private static final Duration A_SECOND = Duration.ofSeconds(1);
  private static final Duration STEP = Duration.ofMillis(5);

  /** Longer than any run, so that no message is let off because it expired. */
  private static final Duration LIFE = Duration.ofDays(365);

  private final ManualTime time = new ManualTime();
  private final Witness witness = new Witness(time);
  private final MemoryTransport storage = new MemoryTransport(QueueLimits.defaults(), time);
  private final RandomGenerator random;
  private final Guarantee guarantee;
  private final List<MaosException> gaveUp = new CopyOnWriteArrayList<>();
  private final List<FaultyTransport> lines;
  private final MessageBus publisher;
  private final MessageBus bobs;
  private final MessageBus carols;

  FaultyRun(Seed seed, Guarantee guarantee, FaultPlan plan, Duration lease) {
    this.random = seed.random();
    this.guarantee = guarantee;
    var publishing = line(plan);
    var bobsLine = line(plan);
    var carolsLine = line(plan);
    this.lines = List.of(publishing, bobsLine, carolsLine);
    this.publisher = bus(publishing);
    this.bobs = bus(bobsLine);
    this.carols = bus(carolsLine);
    var options = SubscriptionOptions.defaults().lease(lease).maxDeliveries(MOST_DELIVERIES);
    var bob = witness.watching("bob", delivery -> {});
    var carol = witness.watching("carol", delivery -> {});
    bobs.subscribe(BOB, TopicPattern.of(">"), options, bob);
    bobs.subscribe(BOB, NEWS, options.inGroup("team"), bob);
    carols.subscribe(CAROL, TopicPattern.of(">"), options.concurrency(2), carol);
    carols.subscribe(CAROL, NEWS, options.inGroup("team"), carol);
  }

  /** Publishes, one message after the other, while time passes; then heals and waits for rest. */
  void run(Duration healingStep) throws InterruptedException {
    var publishingThread = Thread.ofVirtual().start(this::publish);
    Waiting.until(
        () -> "end of publishing; " + this, () -> !publishingThread.isAlive(), this::tick);
    assertThat(gaveUp).as("publishing gave up although its deadline is far").isEmpty();
    lines.forEach(line -> line.follow(FaultPlan.none()));
    Waiting.until(() -> "rest; " + this, this::isAtRest, () -> time.advance(healingStep));
    storage
        .queues()
        .forEach(queue ->
            storage.deadLetters(queue.queue(), Optional.empty(), 1_000).forEach(witness::buried));
  }

  /** Everything that was done, in order. */
  List<Step> steps() {
    return witness.steps();
  }

  /** Closes the buses while time goes on, for a bus that does not come to rest waits to drain. */
  @Override
  public void close() {
    var closing = Thread.ofVirtual().start(this::closeAll);
    Waiting.until(() -> "end of closing", () -> !closing.isAlive(), () -> time.advance(A_SECOND));
  }

  private void closeAll() {
    publisher.close();
    bobs.close();
    carols.close();
  }

  /** The faults that happened and what is left in the queues. */
  @Override
  public String toString() {
    return lines + "; " + storage.queues();
  }

  private void publish() {
    for (int i = 1; i <= MESSAGES; i++) {
      publish(message(new Key(ALICE, i)));
    }
  }

  private void publish(Message message) {
    try {
      var _ = witness.publish(publisher, message, places(message));
    } catch (MaosException e) {
      gaveUp.add(e);
    }
  }

  private Message message(Key key) {
    var draft =
        Message.from(ALICE)
            .priority(Priority.ofLane(random.nextInt(4)))
            .guarantee(guarantee)
            .ttl(LIFE)
            .on("news");
    var message =
        switch (random.nextInt(4)) {
          case 0 -> draft.to(BOB);
          case 1 -> draft.to(CAROL);
          case 2 -> draft.toGroup("team");
          default -> draft.toEveryone();
        };
    return message.command(Payload.text(key.toString()));
  }

  private static QueueName[] places(Message message) {
    if (!message.recipient().equals(Address.EVERYONE)) {
      return new QueueName[0];
    }
    return new QueueName[] {
      QueueName.subscription(BOB, TopicPattern.of(">")),
      QueueName.subscription(CAROL, TopicPattern.of(">")),
      QueueName.subscription(GroupName.of("team"), NEWS)
    };
  }

  private void tick() {
    time.advance(STEP);
  }

  private boolean isAtRest() {
    return storage.queues().stream().mapToInt(QueueStats::depth).sum() == 0;
  }

  private FaultyTransport line(FaultPlan plan) {
    return new FaultyTransport(storage, plan, time, new Seed(random.nextLong()));
  }

  private MessageBus bus(FaultyTransport line) {
    var options = BusOptions.defaults().limits(QueueLimits.defaults().dedupeWindow(DEDUPE));
    return new MessageBus(line, options.publishTimeout(DEADLINE), time, lineRandom());
  }

  private RandomGenerator lineRandom() {
    return new Seed(random.nextLong()).random();
  }
}
