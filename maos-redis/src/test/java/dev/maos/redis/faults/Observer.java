package dev.maos.redis.faults;

import dev.maos.Maos;
import dev.maos.base.MaosException;
import dev.maos.base.TimeSource;
import dev.maos.message.DeadLetter;
import dev.maos.message.DeadLetter.Reason;
import dev.maos.message.QueueName;
import dev.maos.message.QueueStats;
import dev.maos.testkit.history.Step;
import dev.maos.testkit.history.Step.Buried;
import dev.maos.testkit.history.Step.Left;
import dev.maos.testkit.history.Step.Measured;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Looks at the queues from aside: how deep they get, when they are empty, what died. */
final class Observer implements AutoCloseable {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
  private static final int PAGE = 1_000;

  private final TimeSource time = TimeSource.system();
  private final List<Step> seen = new ArrayList<>();
  private final Maos maos;
  private final Thread watching;
  private volatile boolean closed;

  Observer(Maos maos) {
    this.maos = maos;
    this.watching = Thread.ofVirtual().start(this::watch);
  }

  /** Waits until no queue holds anything; false if that took too long. */
  boolean awaitRest(Duration patience) {
    long end = time.nanos() + patience.toNanos();
    while (!isAtRest()) {
      if (time.nanos() > end) {
        return false;
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
    return true;
  }

  /** What was seen, and what is there now, as far as the storage is able to tell. */
  synchronized List<Step> steps() {
    var steps = new ArrayList<>(seen);
    try {
      addWhatIsLeft(steps);
    } catch (MaosException broken) {
      // It did not come to rest either, which is noted.
    }
    return steps;
  }

  private void addWhatIsLeft(List<Step> steps) {
    for (var queue : queues()) {
      steps.add(new Left(time.micros(), queue.queue(), queue.depth()));
      letters(queue.queue()).stream()
          .filter(letter -> letter.reason() != Reason.MALFORMED)
          .forEach(letter -> steps.add(buried(letter)));
    }
  }

  private Buried buried(DeadLetter letter) {
    var key = Traffic.keyOf(letter.envelope().message().payload());
    return new Buried(time.micros(), key, letter.queue(), letter.reason(), letter.attempts());
  }

  private List<DeadLetter> letters(QueueName queue) {
    var source = maos.bus().deadLetters(queue);
    var all = new ArrayList<DeadLetter>();
    var page = source.list(PAGE);
    all.addAll(page);
    // A broken storage may hold one letter twice, behind which there would always be another one.
    while (page.size() == PAGE) {
      page = source.list(page.getLast().id(), PAGE);
      all.addAll(page);
    }
    return all;
  }

  private void watch() {
    while (!closed) {
      look();
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
  }

  private void look() {
    try {
      for (var queue : queues()) {
        note(new Measured(time.micros(), queue.queue(), queue.depth()));
      }
    } catch (MaosException faultAtWork) {
      // It looks again when the fault is over.
    }
  }

  private boolean isAtRest() {
    try {
      return queues().stream().mapToInt(QueueStats::depth).sum() == 0;
    } catch (MaosException faultAtWork) {
      return false;
    }
  }

  private List<QueueStats> queues() {
    return maos.bus().metrics().queues();
  }

  private synchronized void note(Step step) {
    seen.add(step);
  }

  @Override
  public void close() {
    closed = true;
    try {
      watching.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    maos.close();
  }
}
