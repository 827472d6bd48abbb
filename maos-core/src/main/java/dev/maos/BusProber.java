package dev.maos;

import dev.maos.base.AgentId;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import dev.maos.base.TopicPattern;
import dev.maos.message.Delivery;
import dev.maos.message.Guarantee;
import dev.maos.message.Message;
import dev.maos.message.MessageBus;
import dev.maos.message.QueueFullException;
import dev.maos.message.RequestTimeoutException;
import dev.maos.message.TransportException;
import dev.maos.registry.AgentStore;
import dev.maos.registry.Prober;
import dev.maos.registry.SessionId;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Probes by requests over the bus. Each process that hosts agents answers for all of them from one
 * inbox of its own, so that ten thousand agents cost one subscription, and no agent's code is
 * woken. Thread-safe.
 */
final class BusProber implements Prober {
  private static final Logger LOG = LoggerFactory.getLogger(BusProber.class);
  private static final Topic PROBES = Topic.reserved("probes");
  private static final String HERE = "here";

  private final Supplier<MessageBus> bus;

  BusProber(Supplier<MessageBus> bus) {
    this.bus = bus;
  }

  @Override
  public AgentStore.Listening answer(SessionId host, Predicate<Question> isHere) {
    var subscription =
        bus.get()
            .subscribe(
                host.name(),
                TopicPattern.exactly(PROBES),
                probe -> {
                  var known = isHere.test(question(host, probe));
                  probe.reply(Payload.text(known ? HERE : "not here"));
                });
    return subscription::cancel;
  }

  @Override
  public Answer ask(SessionId asker, Question question, Duration patience)
      throws InterruptedException {
    // At most once and short-lived, so that a probe of the dead leaves nothing behind.
    var probe =
        Message.from(asker.name())
            .to(question.host().name())
            .on(PROBES)
            .guarantee(Guarantee.AT_MOST_ONCE)
            .ttl(patience)
            .query(Payload.text(question.agent() + " " + question.incarnation()));
    try {
      var answer = bus.get().requestReserved(probe, patience).payload().text();
      return answer.equals(HERE) ? Answer.HERE : Answer.NOT_HERE;
    } catch (RequestTimeoutException silent) {
      return Answer.SILENT;
    } catch (TransportException | QueueFullException notSent) {
      LOG.atDebug().setCause(notSent).log("a probe could not be sent");
      return Answer.SILENT;
    }
  }

  private static Question question(SessionId host, Delivery probe) {
    var parts = probe.payload().text().split(" ", 2);
    try {
      return new Question(host, AgentId.of(parts[0]), Long.parseLong(parts[1]));
    } catch (InvalidInputException | NumberFormatException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("not a probe: " + parts[0], e);
    }
  }
}
