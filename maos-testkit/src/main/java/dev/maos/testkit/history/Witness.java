package dev.maos.testkit.history;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.TimeSource;
import dev.maos.message.Address;
import dev.maos.message.DeadLetter;
import dev.maos.message.Delivery;
import dev.maos.message.Message;
import dev.maos.message.MessageBus;
import dev.maos.message.MessageHandler;
import dev.maos.message.QueueName;
import dev.maos.message.Receipt;
import dev.maos.testkit.history.Step.Answer;
import dev.maos.testkit.history.Step.Answered;
import dev.maos.testkit.history.Step.Begun;
import dev.maos.testkit.history.Step.Buried;
import dev.maos.testkit.history.Step.Ended;
import dev.maos.testkit.history.Step.Invoked;
import dev.maos.testkit.history.Step.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes down, in memory, what publishers and handlers of one process do, to be judged when
 * everything has come to rest.
 *
 * <p>It believes nobody: what a bus counts plays no part. The text of each payload is the {@link
 * Key} of its message, and the messages of one sender are published in the order of their numbers.
 * What is handled and has no such text was never published. Thread-safe.
 *
 * <p>
 *
 * {@snippet :
 * var witness = new Witness(time);
 * bus.subscribe(bob, jobs, witness.watching("bob", handler));
 * witness.publish(bus, toBob.command(Payload.text("alice#1")));
 * assertThat(bus.awaitIdle(patience)).isTrue();
 * assertThat(new Judge(Rules.defaults()).judge(witness.steps()).charges()).isEmpty();
 * }
 */
public final class Witness {
  private static final long NEVER_GIVEN = 0;

  private final List<Step> steps = new ArrayList<>();
  private final TimeSource time;

  /** A witness who has seen nothing yet; the clock is that of the bus. */
  public Witness(TimeSource time) {
    this.time = time;
  }

  /**
   * Publishes, and writes down before and after that it did.
   *
   * @param places where it has to be handled, each once; none for the inbox or group that it is
   *     addressed to
   * @throws IllegalArgumentException if its text is not a key of its sender, or it goes to everyone
   *     and no places are named; then nothing was published
   * @throws MaosException if it could not be published, which is written down too
   */
  public Receipt publish(MessageBus bus, Message message, QueueName... places) {
    var key = announced(message, places.length == 0 ? placesOf(message) : List.of(places));
    try {
      var receipt = bus.publish(message);
      answered(key, Answer.ACCEPTED);
      return receipt;
    } catch (MaosException e) {
      answered(key, e.code() == ErrorCode.OUTCOME_UNKNOWN ? Answer.UNKNOWN : Answer.REFUSED);
      throw e;
    }
  }

  /** A handler that has each call written down, with how the next one ended it. */
  public MessageHandler watching(String process, MessageHandler next) {
    return delivery -> {
      begun(process, delivery);
      try {
        next.handle(delivery);
      } catch (Throwable e) {
        ended(process, delivery, Result.FAILED);
        throw e;
      }
      ended(process, delivery, Result.DONE);
    };
  }

  /** Writes down a dead letter that is there in the end. */
  public void buried(DeadLetter letter) {
    write(
        new Buried(
            time.micros(),
            keyOf(letter.envelope().message()),
            letter.queue(),
            letter.reason(),
            letter.attempts()));
  }

  /** Everything so far, in order. */
  public synchronized List<Step> steps() {
    return List.copyOf(steps);
  }

  private Key announced(Message message, List<QueueName> places) {
    var key = Key.parse(message.payload().text());
    if (!key.sender().equals(message.sender())) {
      throw new IllegalArgumentException(key + " is not of its sender, " + message.sender());
    }
    write(
        new Invoked(
            time.micros(),
            key,
            message.priority(),
            message.guarantee(),
            message.payload().fingerprint(),
            expiryOf(message),
            places));
    return key;
  }

  private long expiryOf(Message message) {
    long end = time.micros() + message.timing().timeToLive().toNanos() / 1_000;
    var deadline = message.timing().deadline().map(Witness::micros);
    return deadline.filter(sooner -> sooner < end).orElse(end);
  }

  private static long micros(Instant moment) {
    return Duration.between(Instant.EPOCH, moment).dividedBy(Duration.ofNanos(1_000));
  }

  private static List<QueueName> placesOf(Message message) {
    return switch (message.recipient()) {
      case Address.ToAgent(var agent) -> List.of(QueueName.inbox(agent));
      case Address.ToGroup(var group) -> List.of(QueueName.group(group));
      case Address.Everyone() ->
          throw new IllegalArgumentException("a message to everyone needs its places");
      case Address.ToCapable _ ->
          throw new IllegalArgumentException("a message to whoever is able needs its places");
    };
  }

  private void answered(Key key, Answer answer) {
    write(new Answered(time.micros(), key, answer));
  }

  private void begun(String process, Delivery delivery) {
    write(
        new Begun(
            time.micros(),
            process,
            keyOf(delivery.message()),
            delivery.id(),
            delivery.queue(),
            delivery.attempt(),
            delivery.payload().fingerprint()));
  }

  private void ended(String process, Delivery delivery, Result result) {
    var key = keyOf(delivery.message());
    write(new Ended(time.micros(), process, key, delivery.queue(), delivery.attempt(), result));
  }

  private static Key keyOf(Message message) {
    try {
      return Key.parse(message.payload().text());
    } catch (IllegalArgumentException | MaosException e) {
      return new Key(message.sender(), NEVER_GIVEN);
    }
  }

  private synchronized void write(Step step) {
    steps.add(step);
  }
}
