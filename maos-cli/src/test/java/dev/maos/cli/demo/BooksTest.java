package dev.maos.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.TimeSource;
import dev.maos.message.MessageId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BooksTest {
  private static final MessageId FIRST = new MessageId(0, 1);
  private static final MessageId SECOND = new MessageId(0, 2);
  private static final Duration AT_ONCE = Duration.ZERO;

  private final Books books = new Books(TimeSource.system());

  @Test
  void whatWasSentAndNotHandledIsLost() {
    books.sent(FIRST);
    books.sent(SECOND);
    books.handled(SECOND);

    assertThat(books.reckon()).isEqualTo(new Books.Reckoning(2, 1, 1, 0));
  }

  @Test
  void whatWasHandledAgainIsDuplicated() {
    books.sent(FIRST);
    books.handled(FIRST);
    books.handled(FIRST);
    books.handled(FIRST);

    assertThat(books.reckon()).isEqualTo(new Books.Reckoning(1, 1, 0, 2));
  }

  @Test
  void whatWasSentTwiceUnderOneIdIsOneMessage() {
    books.sent(FIRST);
    books.sent(FIRST);
    books.handled(FIRST);

    assertThat(books.reckon()).isEqualTo(new Books.Reckoning(1, 1, 0, 0));
  }

  @Test
  void aHandlerMayBeQuickerThanThePenOfTheSender() throws Exception {
    books.sent(FIRST);
    books.handled(SECOND);

    assertThat(books.awaitOnTheWay(0, AT_ONCE)).isFalse();
    books.handled(FIRST);
    assertThat(books.awaitOnTheWay(0, AT_ONCE)).isTrue();
    books.sent(SECOND);
    assertThat(books.awaitOnTheWay(0, AT_ONCE)).isTrue();
    assertThat(books.reckon()).isEqualTo(new Books.Reckoning(2, 2, 0, 0));
  }

  @Test
  void waitingEndsWhenEnoughHasBeenHandled() throws Exception {
    books.sent(FIRST);
    books.sent(SECOND);
    var handler = Thread.ofVirtual().start(() -> books.handled(FIRST));

    assertThat(books.awaitOnTheWay(1, Duration.ofMinutes(1))).isTrue();
    handler.join();
  }

  @Test
  void waitingEndsWhenNothingHappensForTooLong() throws Exception {
    books.sent(FIRST);

    assertThat(books.awaitOnTheWay(0, Duration.ofMillis(20))).isFalse();
  }
}
