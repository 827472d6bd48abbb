package dev.maos.redis.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.message.Envelope;
import dev.maos.message.Feed;
import dev.maos.message.QueueFullException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several batches of one publisher are under way, and none overtakes one that was refused. */
class FeedTest extends LibraryScene {
  private static final int BOUND = 10;

  private RedisTransport process;
  private Feed feed;

  @BeforeEach
  void openFeed() {
    limits = limits.maxQueueSize(BOUND);
    process = process();
    feed = process.feed();
  }

  private List<Envelope> jobs(String name, int count) {
    var jobs = new ArrayList<Envelope>();
    for (int i = 0; i < count; i++) {
      jobs.add(seal(job(name + i)));
    }
    return jobs;
  }

  @Test
  void batchesAreStoredInTheOrderInWhichTheyWereHandedOver() {
    var first = feed.send(jobs("a", 2));
    var second = feed.send(jobs("b", 2));

    assertThat(second.receipts().orElseThrow()).hasSize(2);
    assertThat(first.receipts().orElseThrow()).hasSize(2);
    assertThat(open(process, reading(BOB, ">")).drain()).containsExactly("a0", "a1", "b0", "b1");
  }

  @Test
  void nothingIsStoredBehindWhatWasRefused() {
    var first = feed.send(jobs("a", BOUND - 1));
    var refused = feed.send(jobs("b", 2));
    var small = feed.send(jobs("c", 1));

    assertThat(first.receipts()).isPresent();
    assertThatThrownBy(refused::receipts).isInstanceOf(QueueFullException.class);
    assertThat(small.receipts()).isEmpty();
    assertThat(stats(process, BOBS_INBOX).depth()).isEqualTo(BOUND - 1);
    expectConsistency();
  }

  @Test
  void whatIsHandedOverAfterARefusalIsNotSent() {
    assertThatThrownBy(feed.send(jobs("a", BOUND + 1))::receipts)
        .isInstanceOf(QueueFullException.class);

    var late = feed.send(jobs("b", 1));

    assertThat(late.isAnswered()).isTrue();
    assertThat(late.receipts()).isEmpty();
    assertThat(stats(process, BOBS_INBOX).depth()).isZero();
  }

  @Test
  void afterARefusalItGoesOnWhenToldTo() {
    var refused = feed.send(jobs("a", BOUND + 1));
    var behind = feed.send(jobs("b", 1));
    assertThatThrownBy(refused::receipts).isInstanceOf(QueueFullException.class);
    assertThat(behind.receipts()).isEmpty();

    feed.resume();
    var again = feed.send(jobs("c", 1));
    var next = feed.send(jobs("d", 1));

    assertThat(again.receipts()).isPresent();
    assertThat(next.receipts()).isPresent();
    assertThat(open(process, reading(BOB, ">")).drain()).containsExactly("c0", "d0");
  }

  @Test
  void anotherFeedGoesOn() {
    var other = process.feed();
    var refused = feed.send(jobs("a", BOUND + 1));
    var behind = feed.send(jobs("b", 1));
    var unconcerned = other.send(jobs("c", 1));
    var followed = other.send(jobs("d", 1));

    assertThatThrownBy(refused::receipts).isInstanceOf(QueueFullException.class);
    assertThat(behind.receipts()).isEmpty();
    assertThat(unconcerned.receipts()).isPresent();
    assertThat(followed.receipts()).isPresent();
  }
}
