package dev.maos.cli.demo;

import dev.maos.base.AgentId;
import dev.maos.base.TopicPattern;
import dev.maos.cli.demo.DemoOptions.Crashes;
import dev.maos.cli.demo.Fate.Moment;
import dev.maos.message.Delivery;
import dev.maos.message.MessageBus;
import dev.maos.message.MessageId;
import dev.maos.message.MessageSubscription;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The reviewers, two for each discipline, and what befalls them. Thread-safe. */
final class Crew implements Staff, Witness {
  /** How many reviewers there are. */
  static final int SIZE = 2 * Discipline.values().length;

  private final MessageBus bus;
  private final DemoOptions options;
  private final Books books;
  private final Fate fate;
  private final Consumer<? super DemoEvent> watcher;
  private final Map<AgentId, CompletableFuture<MessageSubscription>> members =
      new ConcurrentHashMap<>();
  private final ExecutorService undertakers = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger crashes = new AtomicInteger();
  private final AtomicLong redelivered = new AtomicLong();

  Crew(
      MessageBus bus,
      DemoOptions options,
      Books books,
      Fate fate,
      Consumer<? super DemoEvent> watcher) {
    this.bus = bus;
    this.options = options;
    this.books = books;
    this.fate = fate;
    this.watcher = watcher;
  }

  @Override
  public void start() {
    for (var discipline : Discipline.values()) {
      var team = new Team(discipline);
      for (int i = 0; i < SIZE / Discipline.values().length; i++) {
        join(team);
      }
    }
  }

  @Override
  public int crashes() {
    return crashes.get();
  }

  @Override
  public int kills() {
    return 0;
  }

  @Override
  public long redelivered() {
    return redelivered.get();
  }

  @Override
  public List<String> names() {
    return members.keySet().stream().map(AgentId::value).sorted().toList();
  }

  @Override
  public Optional<Moment> begins(Reviewer reviewer, Delivery delivery, ReviewTask task) {
    if (delivery.attempt() > 1) {
      watcher.accept(again(reviewer.id().value(), task.file(), delivery.attempt()));
    }
    return fate.strike(reviewer.team().discipline(), task.file());
  }

  // On a machine that stood still a lease ends although nobody died.
  private DemoEvent again(String reviewer, String file, int attempt) {
    if (crashes.get() == 0) {
      return new DemoEvent.Repeated(reviewer, file, attempt);
    }
    redelivered.incrementAndGet();
    return new DemoEvent.TakenOver(reviewer, file, attempt);
  }

  /** Ends a reviewer as a killed process ends: nothing is settled, handed back or said. */
  @Override
  public void dies(Reviewer reviewer, Delivery delivery, ReviewTask task, Moment moment) {
    crashes.incrementAndGet();
    watcher.accept(new DemoEvent.Crashed(reviewer.id().value(), task.file(), moment.words()));
    // Not on the reviewer's own thread, which the abort interrupts.
    undertakers.execute(() -> bury(reviewer));
  }

  @Override
  public void answered(MessageId answer) {
    books.sent(answer);
  }

  @Override
  public void finished(Reviewer reviewer, Delivery delivery, MessageId answer) {
    books.handled(delivery.id());
  }

  @Override
  public void dismiss() {
    close();
  }

  /** Ends all subscriptions of those alive. */
  @Override
  public void close() {
    // Waits, so that nobody joins when all have gone.
    undertakers.close();
    members.values().stream()
        .filter(CompletableFuture::isDone)
        .forEach(member -> member.join().cancel());
  }

  private void bury(Reviewer reviewer) {
    subscription(reviewer.id()).join().abort();
    if (options.crashes() == Crashes.SEVERAL) {
      watcher.accept(new DemoEvent.Joined(join(reviewer.team()).value()));
    }
  }

  private AgentId join(Team team) {
    var id = team.nextName();
    var discipline = team.discipline();
    var reviewer = new Reviewer(id, team, options.directory(), this);
    var subscription =
        bus.subscribe(
            id,
            TopicPattern.exactly(discipline.topic()),
            discipline.options(options.lease()),
            reviewer);
    subscription(id).complete(subscription);
    return id;
  }

  // A reviewer can die of its first message before its subscription has come back to us.
  private CompletableFuture<MessageSubscription> subscription(AgentId id) {
    return members.computeIfAbsent(id, unknown -> new CompletableFuture<>());
  }
}
