package dev.maos.examples;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.event.Event;
import dev.maos.event.EventDispatcher;
import dev.maos.event.EventPage;
import dev.maos.event.EventQuery;
import dev.maos.event.ReplayRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** The past is read in pages, told again in its rhythm, held, and gone on with after a failure. */
public class PagesAndReplay {
  private static final EventQuery HOURS = EventQuery.all().topic("hours").tag("struck");
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  public static void main(String[] args) throws Exception {
    try (var maos = Maos.open("memory:")) {
      var events = maos.events();
      for (int hour = 1; hour <= 5; hour++) {
        events.dispatch(
            Event.from(AgentId.of("clock"))
                .on("hours")
                .type("HOUR")
                .tagged("struck")
                .data(Payload.of(hour)));
      }
      readInPages(events);
      tellAgainAndHold(events);
      goOnAfterAFailure(events);
    }
  }

  private static void readInPages(EventDispatcher events) {
    System.out.println("In all: " + events.count(HOURS));
    EventPage page;
    long after = 0;
    do {
      page = events.read(HOURS, after, 2);
      System.out.println(page.events().stream().map(it -> it.event().data().text()).toList());
      after = page.position();
    } while (!page.complete());
  }

  private static void tellAgainAndHold(EventDispatcher events) throws InterruptedException {
    var begun = new CountDownLatch(1);
    var held = new CountDownLatch(1);
    var tenTimesAsFast = ReplayRequest.of(HOURS).after(3).speed(10);
    try (var replay =
        events.replay(
            tenTimesAsFast,
            told -> {
              begun.countDown();
              held.await();
              System.out.println("Told again: " + told.event().data().text());
            })) {
      begun.await();
      replay.pause(); // what is being told is told to its end
      System.out.println(replay.progress().state());
      held.countDown();
      replay.resume();
      replay.awaitEnd(PATIENCE);
      System.out.println(replay.progress().state());
    }
  }

  private static void goOnAfterAFailure(EventDispatcher events) throws InterruptedException {
    var all = ReplayRequest.of(HOURS);
    try (var replay =
        events.replay(
            all,
            told -> {
              if (told.sequence() == 4) {
                throw new IOException("the line is dead");
              }
            })) {
      System.out.println("Has ended: " + replay.awaitEnd(PATIENCE)); // how, says its progress
      var progress = replay.progress();
      System.out.println(progress.state() + ": " + progress.error().orElseThrow());
      var rest = all.after(progress.position());
      try (var again =
          events.replay(rest, told -> System.out.println("Later: " + told.event().data().text()))) {
        again.awaitEnd(PATIENCE);
      }
    }
  }
}
