package dev.maos.redis.decisions;

import dev.maos.base.InvalidInputException;
import dev.maos.consensus.Listening;
import dev.maos.consensus.ProposalId;
import dev.maos.redis.link.RedisLink;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Who is to be rung when a vote has ended. All share one channel, which is listened to from the
 * first of them on, for as long as the link lives. Whenever something said there may have been
 * missed, everybody is rung for every vote. Thread-safe.
 */
final class VoteBells {
  private final RedisLink link;
  private final byte[] channel;
  private final List<Consumer<Optional<ProposalId>>> bells = new CopyOnWriteArrayList<>();
  private boolean listens;

  VoteBells(RedisLink link, String channel) {
    this.link = link;
    this.channel = VoteSteps.bytes(channel);
  }

  Listening listen(Consumer<Optional<ProposalId>> bell) {
    begin();
    // A bell of its own, so that the same one may be rung for several listeners.
    Consumer<Optional<ProposalId>> listener = id -> bell.accept(id);
    bells.add(listener);
    return () -> bells.remove(listener);
  }

  // Whoever comes while another begins waits for him, or would not be rung though he was promised.
  private synchronized void begin() {
    if (!listens) {
      link.listen(channel, message -> ring(idOf(message)), () -> ring(Optional.empty()));
      listens = true;
    }
  }

  /** Somebody else may use the channel. */
  private static Optional<ProposalId> idOf(byte[] message) {
    try {
      return Optional.of(ProposalId.of(new String(message, StandardCharsets.UTF_8)));
    } catch (InvalidInputException foreign) {
      return Optional.empty();
    }
  }

  private void ring(Optional<ProposalId> id) {
    bells.forEach(bell -> bell.accept(id));
  }
}
