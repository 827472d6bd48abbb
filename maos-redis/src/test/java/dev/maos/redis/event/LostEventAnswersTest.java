package dev.maos.redis.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.maos.base.ErrorCode;
import dev.maos.base.ManualTime;
import dev.maos.event.CursorName;
import dev.maos.event.EventCursor;
import dev.maos.event.EventStoreException;
import dev.maos.event.RetentionPolicy;
import dev.maos.testkit.redis.Ending;
import dev.maos.testkit.redis.FaultProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The connection ends in place of an answer: what may be done twice is, and takes effect once. */
class LostEventAnswersTest extends HistoryScene {
  private static final CursorName NAME = CursorName.of("audit");

  private FaultProxy proxy;
  private RedisEventStore store;

  @BeforeEach
  void connectThroughTheProxy() {
    proxy = closing(FaultProxy.inFrontOf(server.port()));
    store = store(proxy.uri(), "5s");
    var _ = store.append(List.of(event("first")));
  }

  private void loseTheNextAnswer() {
    proxy.closeAfterRequest("FCALL", 1, Ending.RESET);
  }

  @Test
  void whatWasAppendedIsThereOnceAndAnsweredAsItIsThere() {
    loseTheNextAnswer();
    var batch = events(300);

    var recorded = store.append(batch);

    assertThat(read(store).subList(1, 301)).isEqualTo(recorded);
    assertThat(store.last()).isEqualTo(301);
    assertThat(server.command("HLEN", PREFIX + "ids").number()).isEqualTo(301);
  }

  @Test
  void ofManyAnswersLostNoneDoublesOrLosesAnEvent() {
    var texts = new ArrayList<>(List.of("first"));
    for (int i = 0; i < 10; i++) {
      loseTheNextAnswer();
      var _ = store.append(List.of(event("event " + i)));
      texts.add("event " + i);
    }

    assertThat(texts(read(store))).isEqualTo(texts);
  }

  @Test
  void aCursorIsMadeAndMovedAllTheSame() {
    loseTheNextAnswer();
    assertThat(store.openCursor(NAME, 0, 10).sequence()).isZero();
    loseTheNextAnswer();
    assertThat(store.advance(NAME, 1)).map(EventCursor::sequence).contains(1L);
  }

  @Test
  void whatMayNotBeRepeatedSaysThatNobodyKnows() {
    var _ = store.openCursor(NAME, 0, 10);
    loseTheNextAnswer();
    var refusal = catchThrowableOfType(EventStoreException.class, () -> store.deleteCursor(NAME));
    assertThat(refusal.code()).isEqualTo(ErrorCode.EVENTSTORE_OUTCOME_UNKNOWN);

    assertThat(store().cursor(NAME)).isEmpty();
  }

  @Test
  void theNextPassOfRetentionGoesOn() {
    var _ = store.append(events(9));
    var _ = store.openCursor(NAME, 2, 0);
    loseTheNextAnswer();
    var policy = RetentionPolicy.defaults().maxEvents(4);
    var lost = catchThrowableOfType(EventStoreException.class, () -> store.retain(policy));
    assertThat(lost.code()).isEqualTo(ErrorCode.EVENTSTORE_OUTCOME_UNKNOWN);

    var other = store();

    assertThat(other.retain(policy).removed()).isZero();
    assertThat(other.count(ALL)).isEqualTo(4);
    assertThat(other.cursor(NAME)).map(EventCursor::missed).contains(4L);
  }

  @Test
  void aBellThatWasLostWithItsConnectionIsHeardWhenItIsBack() throws Exception {
    // Its time stands still, so that it does not look again by itself.
    var time = new ManualTime();
    var hearing = store(proxy.uri(), "5s", time);
    var other = store();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      int alarms = time.alarms();
      var waiting = threads.submit(() -> hearing.awaitBeyond(1, Duration.ofSeconds(30)));
      await(() -> time.alarms() == alarms + 2);
      proxy.refuse();
      var _ = other.append(List.of(event("unheard")));
      assertThat(waiting.isDone()).isFalse();

      proxy.pass();

      // Pauses between attempts may pass; together they are shorter than what it waits by itself.
      for (int i = 0; i < 90 && !isDone(waiting); i++) {
        time.advance(Duration.ofMillis(50));
      }
      assertThat(waiting.get(1, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static boolean isDone(Future<?> future) throws Exception {
    try {
      var _ = future.get(300, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  @Test
  void aServerThatIsAwayIsUnavailableAndNothingIsHalfStored() {
    var hasty = store(proxy.uri(), "300ms");
    proxy.refuse();

    var refusal = catchThrowableOfType(EventStoreException.class, () -> hasty.append(events(3)));
    assertThat(refusal.isTransient()).isTrue();

    assertThat(texts(read(store()))).containsExactly("first");
  }
}
