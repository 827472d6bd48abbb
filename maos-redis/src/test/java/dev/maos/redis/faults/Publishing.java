package dev.maos.redis.faults;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.TimeSource;
import dev.maos.message.BusOptions;
import dev.maos.message.Durability;
import dev.maos.message.Guarantee;
import dev.maos.message.Message;
import dev.maos.message.MessageBus;
import dev.maos.message.Overflow;
import dev.maos.message.Priority;
import dev.maos.message.PublishOutcome;
import dev.maos.message.Publisher;
import dev.maos.message.PublisherOptions;
import dev.maos.message.Receipt;
import dev.maos.redis.faults.Traffic.Destination;
import dev.maos.redis.faults.Trial.Mix;
import dev.maos.testkit.Seed;
import dev.maos.testkit.history.HistoryLog;
import dev.maos.testkit.history.Key;
import dev.maos.testkit.history.Step.Answer;
import dev.maos.testkit.history.Step.Answered;
import dev.maos.testkit.history.Step.Invoked;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** Publishes the messages of a {@link PublisherJob}, and writes down what it was told of each. */
final class Publishing {
  static final int MAX_DEPTH = 500;
  static final BusOptions OPTIONS =
      BusOptions.defaults()
          .maxQueueSize(MAX_DEPTH)
          .overflow(Overflow.block(Duration.ofSeconds(20)))
          .drainTimeout(Duration.ofSeconds(2))
          .publishTimeout(Duration.ofSeconds(20));

  private static final long A_DAY = Duration.ofDays(1).toNanos() / 1_000;
  private static final long SHORTLY = 300_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TimeSource time = TimeSource.system();
  private final ConcurrentLinkedDeque<Key> unanswered = new ConcurrentLinkedDeque<>();
  private final MessageBus bus;
  private final HistoryLog log;
  private final PublisherJob job;
  private final RandomGenerator random;

  Publishing(MessageBus bus, HistoryLog log, PublisherJob job) {
    this.bus = bus;
    this.log = log;
    this.job = job;
    this.random = new Seed(job.seed()).random();
  }

  /** Publishes everything; whether each message was answered in time. */
  boolean run(Gate gate) throws InterruptedException {
    int part = Math.max(1, job.messages() / job.segments());
    var options = PublisherOptions.defaults().maxInFlight(256);
    try (var publisher = bus.publisher(options, this::answered)) {
      for (int i = 0; i < job.messages(); i++) {
        if (i % part == 0 && i / part < job.segments()) {
          gate.pass();
        }
        publish(publisher, new Key(job.sender(), i + 1));
        LockSupport.parkNanos(job.paceMicros() * 1_000L);
      }
      return publisher.flush(PATIENCE);
    }
  }

  private void publish(Publisher publisher, Key key) throws InterruptedException {
    var destination = Traffic.DESTINATIONS.get(random.nextInt(Traffic.DESTINATIONS.size()));
    long now = time.micros();
    long life = Traffic.isShortLived(key) ? SHORTLY : A_DAY;
    var draft =
        Message.from(job.sender())
            .to(destination.address())
            .on(Traffic.TOPIC)
            .priority(Priority.ofLane(random.nextInt(4)))
            .guarantee(guarantee())
            .ttl(Duration.ofNanos(life * 1_000));
    if (Traffic.isSentTwice(key)) {
      draft.guarantee(Guarantee.EXACTLY_ONCE).identifiedBy(key.toString());
    }
    var message = draft.command(Traffic.payload(key, random));
    announce(key, message, now + life, destination);
    send(publisher, key, message);
    if (message.handling().idempotencyKey().isPresent()) {
      send(publisher, key, message);
    }
  }

  private void announce(Key key, Message message, long expiresAt, Destination destination) {
    log.append(
        new Invoked(
            time.micros(),
            key,
            message.priority(),
            message.guarantee(),
            message.payload().fingerprint(),
            expiresAt,
            destination.places()));
  }

  private void send(Publisher publisher, Key key, Message message) throws InterruptedException {
    unanswered.add(key);
    try {
      var _ = publisher.publish(message);
    } catch (MaosException refused) {
      // What is refused here is not told to the callback.
      answered(unanswered.removeLast(), answer(refused));
    }
  }

  /** Mostly the two that must not be lost. */
  private Guarantee guarantee() {
    return switch (random.nextInt(5)) {
      case 0 -> job.mix() == Mix.ALL ? Guarantee.AT_MOST_ONCE : Guarantee.AT_LEAST_ONCE;
      case 1, 2 -> Guarantee.EXACTLY_ONCE;
      default -> Guarantee.AT_LEAST_ONCE;
    };
  }

  /** Outcomes come in the order of publication. */
  private void answered(PublishOutcome outcome) {
    var key = unanswered.remove();
    switch (outcome) {
      case PublishOutcome.Accepted(var receipt) -> answered(key, answer(receipt));
      case PublishOutcome.Failed(_, _, var error) -> answered(key, answer(error));
    }
  }

  private void answered(Key key, Answer answer) {
    log.append(new Answered(time.micros(), key, answer));
  }

  /** A receipt that names less than was asked for promises nothing when a server dies. */
  private Answer answer(Receipt receipt) {
    boolean isEnough =
        !job.isReplicated() || receipt.durability().level() == Durability.Level.REPLICATED;
    return isEnough ? Answer.ACCEPTED : Answer.UNKNOWN;
  }

  private static Answer answer(MaosException error) {
    return error.code() == ErrorCode.OUTCOME_UNKNOWN ? Answer.UNKNOWN : Answer.REFUSED;
  }
}
