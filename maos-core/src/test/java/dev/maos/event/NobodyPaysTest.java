package dev.maos.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.Cause;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Whatever one subscriber's code does, the others get their events. */
class NobodyPaysTest extends EventsScene {
  private final Heard heard = listener();
  private final AtomicInteger calls = new AtomicInteger();

  /** An error that cannot even say what it is. */
  private static final class Mute extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("nothing to say");
    }
  }

  @Test
  void anInlineHandlerThatInterruptsItsThreadInterruptsNobodyElse() {
    var waiting = OPTIONS.mailbox(1).overflow(MailboxOverflow.block(Duration.ofMinutes(1)));
    events.subscribe(
        AUDITOR,
        EventFilter.all(),
        OPTIONS.inline(),
        delivery -> Thread.currentThread().interrupt());
    var subscription = events.subscribe(AUDITOR, EventFilter.ofType(NEWS), waiting, heard);

    tell(20);
    awaitIdle();

    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(heard.numbers()).isEqualTo(numbers(0, 20));
    assertThat(subscription.stats().dropped()).isZero();
  }

  @Test
  void whoWasInterruptedBeforeIsSoAfterwards() {
    events.subscribe(
        AUDITOR, EventFilter.all(), OPTIONS.inline(), delivery -> Thread.interrupted());

    Thread.currentThread().interrupt();
    events.dispatch(news());

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aHandlerThatInterruptsItsThreadSpoilsNothingForItsNextEvent() {
    EventHandler interrupting =
        delivery -> {
          heard.handle(delivery);
          Thread.currentThread().interrupt();
        };
    var isolated = events.subscribe(AUDITOR, EventFilter.ofType(NEWS), OPTIONS, interrupting);
    var durable =
        events.subscribeDurably(
            CursorName.of("durable"),
            EventFilter.ofType(NEWS),
            DurableOptions.defaults().retry(RETRY),
            delivery -> {
              calls.incrementAndGet();
              Thread.currentThread().interrupt();
            });

    tell(20);
    awaitIdle();

    assertThat(heard.numbers()).isEqualTo(numbers(0, 20));
    assertThat(calls).hasValue(20);
    assertThat(isolated.deadLetters()).isEmpty();
    assertThat(durable.deadLetters()).isEmpty();
  }

  @Test
  void aPredicateThatBreaksOffCountsAsFalse() {
    var broken =
        EventFilter.custom(
            "broken",
            event -> {
              throw new NoClassDefFoundError("gone");
            });
    events.subscribe(AUDITOR, broken, OPTIONS, delivery -> calls.incrementAndGet());
    events.subscribeDurably(CursorName.of("durable"), broken, delivery -> calls.incrementAndGet());
    events.subscribe(AUDITOR, EventFilter.ofType(NEWS), OPTIONS, heard);

    tell(5);
    awaitIdle();

    assertThat(heard.numbers()).isEqualTo(numbers(0, 5));
    assertThat(calls).hasValue(0);
  }

  @Test
  void anErrorThatCannotSayWhatItIsIsBuriedLikeAnyOther() {
    for (var options : List.of(OPTIONS.retry(ONCE), OPTIONS.retry(ONCE).inline())) {
      var subscription =
          events.subscribe(
              AUDITOR,
              EventFilter.ofType(NEWS),
              options,
              delivery -> {
                throw new Mute();
              });
      events.subscribe(AUDITOR, EventFilter.ofType(NEWS), OPTIONS, heard);

      tell(3);
      awaitIdle();

      assertThat(subscription.deadLetters())
          .extracting(EventDeadLetter::error)
          .containsOnly(Mute.class.getName())
          .hasSize(3);
      subscription.close();
    }

    assertThat(heard.events()).hasSize(9);
  }

  @Test
  void aPumpWhoseWorkBreaksOffGoesOnAfterAMoment() {
    var pump =
        new Pump(
            new Pump.Work() {
              @Override
              public void work(Cause.Scope scope) {
                if (calls.incrementAndGet() == 1) {
                  throw new AssertionError("as planned");
                }
              }

              @Override
              public void rested() {}
            },
            time);

    pump.ring();
    await(() -> calls.get() == 1 && pump.isIdle());
    time.advance(Duration.ofSeconds(1));

    await(() -> calls.get() == 2);
  }

  @Test
  void aChainIsNoticedAlsoWhereTheMetadataIsFull() {
    var full = news();
    for (int i = 0; i < 64; i++) {
      full.metadata("n" + i, "x".repeat(200));
    }
    events.subscribe(
        AUDITOR,
        EventFilter.ofType(NEWS),
        OPTIONS.retry(ONCE).inline(),
        delivery -> {
          calls.incrementAndGet();
          events.dispatch(full.copy());
        });

    events.dispatch(full.copy());
    awaitIdle();

    assertThat(calls.get()).isBetween(2, 100);
  }

  @Test
  void whatIsKnownAlreadyIsToldAsItWasRecorded() {
    events.subscribe(AUDITOR, EventFilter.ofType(NEWS), OPTIONS, heard);
    var first = events.dispatch(news(1));
    var other = news(2).withIdentity(first.id(), first.time());

    events.dispatch(other);
    awaitIdle();

    assertThat(heard.numbers()).containsExactly("1", "1");
  }
}
