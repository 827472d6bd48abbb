package dev.maos.cli.demo;

import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.TimeSource;
import dev.maos.message.Delivery;
import dev.maos.message.Guarantee;
import dev.maos.message.Message;
import dev.maos.message.MessageBus;
import dev.maos.message.MessageHandler;
import dev.maos.message.Priority;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The agent that hands out the work and collects the answers. Thread-safe. */
final class Planner implements MessageHandler {
  static final AgentId ID = AgentId.of("planner");

  // As much as keeps every reviewer busy. With more, the waiting in the queue would hide how long a
  // delivery takes.
  private static final int MOST_ON_THE_WAY = 8;

  private final MessageBus bus;
  private final Books books;
  private final TimeSource time;
  private final Consumer<? super DemoEvent> watcher;
  private final Queue<Review> reviews = new ConcurrentLinkedQueue<>();
  private final AtomicInteger answers = new AtomicInteger();

  Planner(MessageBus bus, Books books, TimeSource time, Consumer<? super DemoEvent> watcher) {
    this.bus = bus;
    this.books = books;
    this.time = time;
    this.watcher = watcher;
  }

  /**
   * Asks for the reviews of all files and waits for the answers. Gives up, with the rest not asked
   * for or not answered, when nothing happens for as long as patience lasts.
   */
  void review(List<SourceFile> files, Duration pause, Duration patience)
      throws InterruptedException {
    for (var file : files) {
      for (var discipline : Discipline.values()) {
        if (!books.awaitOnTheWay(MOST_ON_THE_WAY, patience)) {
          return;
        }
        books.sent(bus.publish(command(file, discipline)).id());
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
    watcher.accept(new DemoEvent.Answered(answers.incrementAndGet(), review));
    books.handled(delivery.id());
  }

  /** What was answered up to now. */
  List<Review> reviews() {
    return List.copyOf(reviews);
  }

  private static Message command(SourceFile file, Discipline discipline) {
    return Message.from(ID)
        .toGroup(discipline.word())
        .on(discipline.topic())
        .priority(file.isLarge() ? Priority.HIGH : Priority.NORMAL)
        .guarantee(Guarantee.EXACTLY_ONCE)
        .command("review", Payload.of(new ReviewTask(file.path())));
  }
}
