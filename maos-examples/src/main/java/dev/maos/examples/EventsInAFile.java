package dev.maos.examples;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.event.CursorName;
import dev.maos.event.DurableOptions;
import dev.maos.event.Event;
import dev.maos.event.EventDelivery;
import dev.maos.event.EventDispatcher;
import dev.maos.event.EventFilter;
import dev.maos.event.HistoryStart;
import dev.maos.sqlite.SqliteEventStore;
import dev.maos.sqlite.SqliteOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Sales are kept in a file; the books miss none of them, not even while nobody keeps them. */
public class EventsInAFile {
  private static final CursorName BOOKS = CursorName.of("books");
  private static final EventFilter SALES = EventFilter.onTopic("sales");

  public static void main(String[] args) throws Exception {
    var file = Path.of(args.length == 0 ? "sales.db" : args[0]);
    var priced = ConcurrentHashMap.<String>newKeySet();
    priced.addAll(Set.of("lamp", "chair"));
    keepBooks(file, priced);
    keepBooksAgain(file, priced);
  }

  private static void keepBooks(Path file, Set<String> priced) throws Exception {
    // Whoever opens a store closes it, after what uses it: maos.close() leaves it open.
    try (var history = SqliteEventStore.open(file, SqliteOptions.defaults());
        var maos = Maos.builder("memory:").eventStore(history).open()) {
      var events = maos.events();
      sell(events, "lamp");
      sell(events, "table");

      // A new one would begin with the next event.
      var fromTheFirst = DurableOptions.defaults().start(HistoryStart.earliest());
      var books = events.subscribeDurably(BOOKS, SALES, fromTheFirst, sale -> book(sale, priced));
      events.awaitIdle(Duration.ofSeconds(5));

      for (var letter : books.deadLetters()) {
        System.out.println(letter.error() + ", attempts: " + letter.attempts());
      }
      priced.add("table");
      var again = books.redrive();
      events.awaitIdle(Duration.ofSeconds(5));
      System.out.println("Once more: " + again);
      books.close();

      sell(events, "chair");
    }
  }

  private static void keepBooksAgain(Path file, Set<String> priced) throws Exception {
    try (var history = SqliteEventStore.open(file, SqliteOptions.defaults());
        var maos = Maos.builder("memory:").eventStore(history).open()) {
      System.out.println("Another day");
      maos.events().subscribeDurably(BOOKS, SALES, sale -> book(sale, priced));
      maos.events().awaitIdle(Duration.ofSeconds(5));
    }
  }

  private static void sell(EventDispatcher events, String thing) {
    events.dispatch(
        Event.from(AgentId.of("shop")).on("sales").type("SOLD").data(Payload.text(thing)));
  }

  private static void book(EventDelivery sale, Set<String> priced) {
    var thing = sale.event().data().text();
    if (!priced.contains(thing)) {
      // A programmer's mistake: not tried again by itself.
      throw new IllegalStateException("no price for a " + thing);
    }
    System.out.println("Booked: " + thing);
  }
}
