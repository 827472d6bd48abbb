package dev.maos.cli.demo;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.TimeSource;
import dev.maos.cli.demo.Fate.Moment;
import dev.maos.message.Delivery;
import dev.maos.message.Guarantee;
import dev.maos.message.Message;
import dev.maos.message.MessageHandler;
import dev.maos.message.MessageId;
import dev.maos.message.NoCapableAgentException;
import dev.maos.message.Priority;
import dev.maos.registry.AgentQuery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The agent that hands out the work and collects the answers. Thread-safe. */
final class Planner implements MessageHandler {
  static final AgentId ID = AgentId.of("planner");

  private final Maos maos;
  private final Books books;
  private final Fate fate;
  private final BooleanSupplier somebodyDied;
  private final int mostOnTheWay;
  private final TimeSource time;
  private final Consumer<? super DemoEvent> watcher;
  private final Queue<Review> reviews = new ConcurrentLinkedQueue<>();
  private final Map<Asked, MessageId> answered = new ConcurrentHashMap<>();
  private final AtomicInteger answers = new AtomicInteger();
  private final AtomicInteger secondAnswers = new AtomicInteger();

  /** Touched by nobody but {@link #review}. */
  private Optional<Struck> struck = Optional.empty();

  private record Asked(Discipline discipline, String file) {}

  /** A command whose reviewer should die over it. */
  private record Struck(MessageId command, Moment moment) {}

  /**
   * A planner.
   *
   * @param fate which reviews are asked to stop, for the kill of those who have them
   * @param somebodyDied whether one of these kills has come about
   * @param reviewers how many there are. As many messages are on the way at once: with more, the
   *     waiting in the queue would hide how long a delivery takes
   */
  Planner(
      Maos maos,
      Books books,
      Fate fate,
      BooleanSupplier somebodyDied,
      int reviewers,
      TimeSource time,
      Consumer<? super DemoEvent> watcher) {
    this.maos = maos;
    this.books = books;
    this.fate = fate;
    this.somebodyDied = somebodyDied;
    this.mostOnTheWay = reviewers;
    this.time = time;
    this.watcher = watcher;
  }

  /**
   * Asks for the reviews of all files, each of one who is able and has the least to do, and waits
   * for the answers. Gives up, with the rest not asked for or not answered, when nothing happens
   * for as long as patience lasts.
   *
   * @throws NoCapableAgentException if nobody is able, and nobody comes who is, for so long
   */
  void review(List<SourceFile> files, Duration pause, Duration patience)
      throws InterruptedException {
    for (var file : files) {
      for (var discipline : Discipline.values()) {
        if (!books.awaitOnTheWay(mostOnTheWay, patience)) {
          return;
        }
        ask(file, discipline, patience);
      }
      watcher.accept(new DemoEvent.Asked(file.path()));
      time.sleep(pause);
    }
    books.awaitOnTheWay(0, patience);
  }

  /** An answer. */
  @Override
  public void handle(Delivery delivery) {
    var review = delivery.payload().as(Review.class);
    reviews.add(review);
    var first = answered.putIfAbsent(asked(review), delivery.id());
    if (first != null && !first.equals(delivery.id())) {
      secondAnswers.incrementAndGet();
    }
    watcher.accept(new DemoEvent.Answered(answers.incrementAndGet(), review));
    books.handled(delivery.id());
  }

  private static Asked asked(Review review) {
    return new Asked(review.discipline(), review.file());
  }

  /** How many times a review was answered again, in another message: the books see two of them. */
  int secondAnswers() {
    return secondAnswers.get();
  }

  /** What was answered up to now. */
  List<Review> reviews() {
    return List.copyOf(reviews);
  }

  private void ask(SourceFile file, Discipline discipline, Duration patience)
      throws InterruptedException {
    var stop = fate.strike(discipline, file.path()).or(this::missed);
    var task = new ReviewTask(file.path(), stop);
    var id = publish(command(file, discipline, task), discipline, patience);
    if (stop.isPresent()) {
      struck = Optional.of(new Struck(id, stop.get()));
    }
    books.sent(id);
  }

  // Where all who are able have just died, or are suspects, one who comes or comes back will do.
  private MessageId publish(Message command, Discipline discipline, Duration patience)
      throws InterruptedException {
    var whoIsAble = AgentQuery.whoIsAble(discipline.capability()).available();
    while (true) {
      try {
        return maos.bus().publish(command).id();
      } catch (NoCapableAgentException nobody) {
        if (!maos.registry().await(whoIsAble, 1, patience)) {
          throw nobody;
        }
      }
    }
  }

  // Only the first try of a review is asked to stop. It may be lost before anybody has begun, and
  // the second one goes on to the end: then the blow falls on another review.
  private Optional<Moment> missed() {
    return struck
        .filter(it -> books.isHandled(it.command()) && !somebodyDied.getAsBoolean())
        .map(Struck::moment);
  }

  private Message command(SourceFile file, Discipline discipline, ReviewTask task) {
    return Message.from(ID)
        .toCapable(discipline.capability())
        .on(discipline.topic())
        .priority(file.isLarge() ? Priority.HIGH : Priority.NORMAL)
        .guarantee(Guarantee.EXACTLY_ONCE)
        .command("review", Payload.of(task));
  }
}
