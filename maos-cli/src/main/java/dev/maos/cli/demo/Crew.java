package dev.maos.cli.demo;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.cli.demo.DemoOptions.Crashes;
import dev.maos.cli.demo.Fate.Moment;
import dev.maos.message.Delivery;
import dev.maos.message.MessageId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  private final Maos maos;
  private final DemoOptions options;
  private final Books books;
  private final Fate fate;
  private final Consumer<? super DemoEvent> watcher;
  private final Map<AgentId, CompletableFuture<Post>> members = new ConcurrentHashMap<>();
  private final Set<MessageId> begun = ConcurrentHashMap.newKeySet();
  private final Set<MessageId> reselected = ConcurrentHashMap.newKeySet();
  private final ExecutorService undertakers = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger crashes = new AtomicInteger();
  private final AtomicLong redelivered = new AtomicLong();

  Crew(
      Maos maos, DemoOptions options, Books books, Fate fate, Consumer<? super DemoEvent> watcher) {
    this.maos = maos;
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
  public int reselected() {
    return reselected.size();
  }

  @Override
  public List<String> names() {
    return members.keySet().stream().map(AgentId::value).sorted().toList();
  }

  @Override
  public Optional<Moment> begins(Reviewer reviewer, Delivery delivery, ReviewTask task) {
    var name = reviewer.id().value();
    boolean isFirst = begun.add(delivery.id());
    if (delivery.attempt() > 1) {
      // On a machine that stood still a lease ends although nobody died.
      watcher.accept(new DemoEvent.Repeated(name, task.file(), delivery.attempt()));
    } else {
      Reviewer.predecessor(delivery)
          .ifPresent(gone -> {
            reselected.add(delivery.id());
            redelivered.addAndGet(isFirst ? 0 : 1);
            watcher.accept(new DemoEvent.TakenOver(name, task.file(), gone.value()));
          });
    }
    return fate.strike(reviewer.team().discipline(), task.file());
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

  /** Ends the work of those alive. */
  @Override
  public void close() {
    // Waits, so that nobody joins when all have gone.
    undertakers.close();
    members.values().stream()
        .filter(CompletableFuture::isDone)
        .forEach(member -> member.join().close());
  }

  private void bury(Reviewer reviewer) {
    var post = post(reviewer.id()).join();
    post.abort();
    if (options.crashes() == Crashes.SEVERAL) {
      watcher.accept(new DemoEvent.Joined(join(reviewer.team()).value()));
    }
    post.crashed();
  }

  private AgentId join(Team team) {
    var id = team.nextName();
    var reviewer = new Reviewer(maos, id, team, options.directory(), this);
    post(id).complete(Post.of(maos, reviewer, options.lease()));
    return id;
  }

  // A reviewer can die of its first message before its post has come back to us.
  private CompletableFuture<Post> post(AgentId id) {
    return members.computeIfAbsent(id, unknown -> new CompletableFuture<>());
  }
}
