package dev.maos;

import dev.maos.base.AgentId;
import dev.maos.base.MaosException;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import dev.maos.base.TopicPattern;
import dev.maos.consensus.byzantine.Courier;
import dev.maos.message.Guarantee;
import dev.maos.message.Message;
import dev.maos.message.MessageBus;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries letters of a committee as messages to the inboxes of its members. At most once: seats
 * repeat what matters, and what is old matters little. Thread-safe.
 */
final class BusCourier implements Courier {
  private static final Logger LOG = LoggerFactory.getLogger(BusCourier.class);
  private static final Topic LETTERS = Topic.reserved("votes.letters");

  /** A letter of a round that is long over would only be in the way. */
  private static final Duration FRESH = Duration.ofSeconds(30);

  private final MessageBus bus;

  BusCourier(MessageBus bus) {
    this.bus = bus;
  }

  @Override
  public void send(AgentId from, List<AgentId> to, byte[] letter) {
    var payload = Payload.binary(letter);
    try {
      bus.publishReserved(to.stream().map(each -> message(from, each, payload)).toList());
    } catch (MaosException lost) {
      LOG.debug("a letter of {} to {} is lost", from, to, lost);
    }
  }

  private static Message message(AgentId from, AgentId to, Payload payload) {
    return Message.from(from)
        .to(to)
        .on(LETTERS)
        .guarantee(Guarantee.AT_MOST_ONCE)
        .ttl(FRESH)
        .consensus("letter", payload);
  }

  @Override
  public Runnable listen(AgentId member, BiConsumer<AgentId, byte[]> reader) {
    var subscription =
        bus.subscribe(
            member,
            TopicPattern.exactly(LETTERS),
            delivery -> reader.accept(delivery.message().sender(), delivery.payload().bytes()));
    return subscription::cancel;
  }
}
