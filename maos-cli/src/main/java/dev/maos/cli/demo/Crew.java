package dev.maos.cli.demo;

import dev.maos.base.AgentId;
import dev.maos.base.TopicPattern;
import dev.maos.cli.demo.DemoOptions.Crashes;
import dev.maos.cli.demo.Fate.Moment;
import dev.maos.message.MessageBus;
import dev.maos.message.MessageSubscription;
import dev.maos.message.SubscriptionOptions;
import java.util.List;
import java.util.Locale;
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
final class Crew implements AutoCloseable {
  private static final int PARTNERS = 2;
  // More than there are crashes in any run, so that no message is given up because of them.
  private static final int MAX_DELIVERIES = 10;

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

  /** Everybody takes up work. */
  void start() {
    for (var discipline : Discipline.values()) {
      var team = new Team(discipline);
      for (int i = 0; i < PARTNERS; i++) {
        join(team);
      }
    }
  }

  Books books() {
    return books;
  }

  int crashes() {
    return crashes.get();
  }

  long redelivered() {
    return redelivered.get();
  }

  /** The names of all who have been here, the dead ones too. */
  List<String> names() {
    return members.keySet().stream().map(AgentId::value).sorted().toList();
  }

  /** A reviewer starts on a file; the answer is the moment at which it dies over it, if it does. */
  Optional<Moment> begins(Reviewer reviewer, String file, int attempt) {
    if (attempt > 1) {
      redelivered.incrementAndGet();
      watcher.accept(new DemoEvent.TakenOver(reviewer.id().value(), file, attempt));
    }
    return fate.strike(reviewer.team().discipline(), file);
  }

  /** Ends a reviewer as a killed process ends: nothing is settled, handed back or said. */
  void dies(Reviewer reviewer, String file, Moment moment) {
    crashes.incrementAndGet();
    watcher.accept(new DemoEvent.Crashed(reviewer.id().value(), file, words(moment)));
    // Not on the reviewer's own thread, which the abort interrupts.
    undertakers.execute(() -> bury(reviewer));
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
            SubscriptionOptions.defaults()
                .inGroup(discipline.word())
                .lease(options.lease())
                .maxDeliveries(MAX_DELIVERIES),
            reviewer);
    subscription(id).complete(subscription);
    return id;
  }

  // A reviewer can die of its first message before its subscription has come back to us.
  private CompletableFuture<MessageSubscription> subscription(AgentId id) {
    return members.computeIfAbsent(id, unknown -> new CompletableFuture<>());
  }

  private static String words(Moment moment) {
    return moment.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
