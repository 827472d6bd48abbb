package dev.maos.security.votes;

import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import dev.maos.base.TopicPattern;
import dev.maos.consensus.byzantine.Courier;
import dev.maos.message.Guarantee;
import dev.maos.message.Message;
import dev.maos.message.MessageBus;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/**
 * Lets one member be two, as in "Twins: BFT Systems Made Robust" (Bano and others, 2020): both have
 * its keys and hear all letters, and each talks to its own part of the committee.
 */
final class TwoFaces {
  private static final Topic LETTERS = Topic.reserved("votes.letters");

  private final MessageBus bus;
  private final List<BiConsumer<AgentId, byte[]>> ears = new CopyOnWriteArrayList<>();

  TwoFaces(MessageBus bus, AgentId member) {
    this.bus = bus;
    bus.subscribe(
        member,
        TopicPattern.exactly(LETTERS),
        delivery ->
            ears.forEach(
                ear -> ear.accept(delivery.message().sender(), delivery.payload().bytes())));
  }

  /** The face that these members see. */
  Courier towards(List<AgentId> audience) {
    return new Courier() {
      @Override
      public void send(AgentId from, List<AgentId> to, byte[] letter) {
        var payload = Payload.binary(letter);
        var messages =
            to.stream()
                .filter(audience::contains)
                .map(each ->
                    Message.from(from)
                        .to(each)
                        .on(LETTERS)
                        .guarantee(Guarantee.AT_MOST_ONCE)
                        .consensus("letter", payload))
                .toList();
        bus.publishReserved(messages);
      }

      @Override
      public Runnable listen(AgentId member, BiConsumer<AgentId, byte[]> reader) {
        ears.add(reader);
        return () -> ears.remove(reader);
      }
    };
  }
}
