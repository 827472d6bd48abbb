package dev.maos.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.ErrorCode;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Streams: bounded rings that many read, each from his own place. */
class EventStreamTest extends EventsScene {
  private final Heard heard = listener();

  @Test
  void aStreamHasTheEventsThatItsFilterWants() {
    var stream = events.createStream("news", EventFilter.ofType(NEWS));
    var first = events.dispatch(news(0));
    events.dispatch(news(1).type(EventType.CUSTOM));
    var second = events.dispatch(news(2));

    assertThat(stream.latest(10))
        .containsExactly(new StreamEvent(1, first), new StreamEvent(2, second));
    assertThat(stream.last()).isEqualTo(2);
    assertThat(events.stream("news")).contains(stream);
    assertThat(events.stream("other")).isEmpty();
    assertThat(events.streams()).containsExactly(stream);
  }

  @Test
  void theLatestAreTheNewestInTheirOrder() {
    var stream = events.createStream("s", EventFilter.all(), 5);
    assertThat(stream.latest(3)).isEmpty();
    tell(3);
    assertThat(numbersOf(stream.latest(2))).containsExactly(2L, 3L);
    assertThat(numbersOf(stream.latest(10))).containsExactly(1L, 2L, 3L);
    tell(4);

    assertThat(numbersOf(stream.latest(3))).containsExactly(5L, 6L, 7L);
    assertThat(numbersOf(stream.latest(100))).containsExactly(3L, 4L, 5L, 6L, 7L);
  }

  @Test
  void aStreamKeepsAThousandAndAPageHasFifty() {
    var stream = events.createStream("s", EventFilter.all());
    tell(1_010);

    var page = stream.read(0);

    assertThat(stream.size()).isEqualTo(1_000);
    assertThat(page.missed()).isEqualTo(10);
    assertThat(numbersOf(page.events())).containsExactlyElementsOf(range(11, 60));
    assertThat(page.position()).isEqualTo(60);
    assertThat(numbersOf(stream.read(60).events())).containsExactlyElementsOf(range(61, 110));
  }

  @Test
  void pagesFollowEachOther() {
    var stream = events.createStream("s", EventFilter.all(), 10);
    tell(7);

    assertThat(stream.read(0, 3)).extracting(StreamPage::position).isEqualTo(3L);
    assertThat(numbersOf(stream.read(3, 3).events())).containsExactly(4L, 5L, 6L);
    assertThat(numbersOf(stream.read(6, 3).events())).containsExactly(7L);
    assertThat(stream.read(7, 3)).isEqualTo(new StreamPage(List.of(), 7, 0));
    assertThat(stream.read(99, 3)).isEqualTo(new StreamPage(List.of(), 7, 0));
    assertThat(stream.read(-1, 1).position()).isEqualTo(1);
  }

  @Test
  void eachReaderHasItsOwnPlaceAndIsToldWhatItMissed() {
    var stream = events.createStream("s", EventFilter.all(), 3);
    tell(2);
    var one = stream.reader();
    var other = stream.reader(1);
    assertThat(numbersOf(one.read(1).events())).containsExactly(1L);
    tell(5);

    assertThat(numbersOf(one.read().events())).containsExactly(5L, 6L, 7L);
    assertThat(one.missed()).isEqualTo(3);
    assertThat(one.position()).isEqualTo(7);
    assertThat(numbersOf(other.read(2).events())).containsExactly(5L, 6L);
    assertThat(other.missed()).isEqualTo(3);
    assertThat(numbersOf(other.read().events())).containsExactly(7L);
    assertThat(other.missed()).isEqualTo(3);
    assertThat(other.read().events()).isEmpty();
  }

  @Test
  void whileItIsPausedEventsGoPast() {
    var stream = events.createStream("s", EventFilter.all());
    tell(1);
    stream.pause();
    stream.pause();
    tell(2);
    assertThat(stream.isActive()).isFalse();
    stream.resume();
    tell(1);

    assertThat(stream.last()).isEqualTo(2);
    assertThat(stream.isActive()).isTrue();
  }

  @Test
  void aFollowerGetsWhatIsThereAndThenWhatComes() {
    var stream = events.createStream("s", EventFilter.all());
    tell(3);
    var follower = stream.follow(1, heard);
    awaitIdle();
    assertThat(heard.numbers()).containsExactly("1", "2");

    events.dispatch(news(3));
    awaitIdle();

    assertThat(heard.numbers()).containsExactly("1", "2", "3");
    assertThat(heard.deliveries()).extracting(EventDelivery::sequence).containsExactly(2L, 3L, 4L);
    assertThat(follower.position()).isEqualTo(4);
    assertThat(follower.stats().delivered()).isEqualTo(3);
  }

  @Test
  void aSlowFollowerDelaysNobodyAndIsToldWhatItMissed() throws InterruptedException {
    var stream = events.createStream("s", EventFilter.all(), 3);
    var quick = listener();
    var slow = stream.follow(0, heard.closed());
    stream.follow(0, quick);
    tell(1);
    heard.awaitArrival();
    for (int n = 1; n < 10; n++) {
      events.dispatch(news(n));
      int told = n + 1;
      await(() -> quick.events().size() == told);
    }

    assertThat(slow.stats().lag()).isEqualTo(10);
    heard.open();
    awaitIdle();

    assertThat(heard.numbers()).containsExactly("0", "7", "8", "9");
    assertThat(slow.stats().missed()).isEqualTo(6);
    assertThat(quick.numbers()).isEqualTo(numbers(0, 10));
  }

  @Test
  void aFollowerCanBePausedAndClosed() {
    var stream = events.createStream("s", EventFilter.all());
    var follower = stream.follow(0, heard);
    follower.pause();
    tell(2);
    assertThat(follower.isActive()).isFalse();
    assertThat(heard.events()).isEmpty();
    follower.resume();
    awaitIdle();
    assertThat(heard.events()).hasSize(2);

    follower.close();
    follower.close();
    tell(1);
    awaitIdle();

    assertThat(heard.events()).hasSize(2);
    assertThat(follower.isActive()).isFalse();
  }

  @Test
  void aFollowerThatFailsGoesOn() {
    var stream = events.createStream("s", EventFilter.ofType(NEWS));
    var follower =
        stream.follow(
            0,
            delivery -> {
              heard.handle(delivery);
              throw new IllegalStateException("never");
            });
    tell(2);
    awaitIdle();

    assertThat(heard.numbers()).containsExactly("0", "1");
    assertThat(follower.stats().deadLettered()).isEqualTo(2);
  }

  @Test
  void deletingAStreamEndsItsFollowersAndFreesItsName() {
    var stream = events.createStream("s", EventFilter.all());
    var follower = stream.follow(0, heard);
    tell(1);
    awaitIdle();

    stream.close();
    stream.close();
    stream.resume();
    tell(1);

    assertThat(follower.isActive()).isFalse();
    assertThat(stream.isActive()).isFalse();
    assertThat(stream.last()).isEqualTo(1);
    assertThat(events.streams()).isEmpty();
    assertThatThrownBy(() -> stream.follow(0, heard)).isInstanceOf(EventsClosedException.class);
    assertThat(events.createStream("s", EventFilter.hasTag("x"))).isNotSameAs(stream);
  }

  @Test
  void aStreamThatIsThereIsFoundUnlessItIsAnother() {
    var stream = events.createStream("s", EventFilter.all(), 10);

    assertThat(events.createStream("s", EventFilter.all(), 10)).isSameAs(stream);
    assertThatThrownBy(() -> events.createStream("s", EventFilter.all(), 11))
        .hasMessageStartingWith(ErrorCode.STREAM_EXISTS.name());
    assertThatThrownBy(() -> events.createStream("s", EventFilter.hasTag("x"), 10))
        .hasMessageStartingWith(ErrorCode.STREAM_EXISTS.name());
  }

  @Test
  void badNamesAndSizesAreRefused() {
    for (var name : List.of("", "a b", "a/b", "ä", "x".repeat(129))) {
      assertThatThrownBy(() -> events.createStream(name, EventFilter.all()))
          .as(name)
          .hasMessageStartingWith(ErrorCode.INVALID_NAME.name());
    }
    for (int size : new int[] {0, -1, 1_000_001}) {
      assertThatThrownBy(() -> events.createStream("s", EventFilter.all(), size))
          .hasMessageStartingWith(ErrorCode.INVALID_SETTING.name());
    }
    var stream = events.createStream("s", EventFilter.all());
    assertThatThrownBy(() -> stream.read(0, 0))
        .hasMessageStartingWith(ErrorCode.INVALID_RANGE.name());
    assertThatThrownBy(() -> stream.latest(-1))
        .hasMessageStartingWith(ErrorCode.INVALID_RANGE.name());
  }

  private static List<Long> numbersOf(List<StreamEvent> some) {
    return some.stream().map(StreamEvent::number).toList();
  }

  private static List<Long> range(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }
}
