package dev.maos.redis.bus;

import dev.maos.base.MaosException;
import dev.maos.message.Claim;
import dev.maos.message.InboxSpec;
import dev.maos.message.QueueName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes claims of what a taking brought. */
final class Unpacking {
  private static final Logger LOG = LoggerFactory.getLogger(Unpacking.class);

  private final RedisInbox inbox;
  private final InboxSpec spec;
  private final Holdings holdings;
  private final ServerClock clock;
  private final List<Claim> claims = new ArrayList<>();
  private final List<RedisClaim> unreadable = new ArrayList<>();

  Unpacking(RedisInbox inbox, InboxSpec spec, Holdings holdings, ServerClock clock) {
    this.inbox = inbox;
    this.spec = spec;
    this.holdings = holdings;
    this.clock = clock;
  }

  /** In the order in which they are to be handled. */
  List<Claim> claims() {
    return claims;
  }

  /** Claims whose bytes are not an envelope, or are gone. */
  List<RedisClaim> unreadable() {
    return unreadable;
  }

  /**
   * Unpacks everything.
   *
   * @param fetched the large frames
   */
  void unpack(Taken taken, Map<Long, byte[]> fetched) {
    var grant = taken.grant() == 0 ? null : holdings.add(taken.grant());
    var frames = new StoredFrames(fetched);
    for (var piece : taken.pieces()) {
      unpack(piece, frames.of(piece), piece.isFleeting() ? null : grant);
    }
  }

  private void unpack(Taken.Piece piece, @Nullable StoredFrame frame, @Nullable Grant grant) {
    var queue = piece.isAnnounced() ? spec.subscription() : spec.direct();
    for (int i = piece.from(); i < piece.to(); i++) {
      if (grant != null) {
        holdings.count(grant);
      }
      unpack(piece, frame, i, queue, grant);
    }
  }

  private void unpack(
      Taken.Piece piece,
      @Nullable StoredFrame frame,
      int index,
      QueueName queue,
      @Nullable Grant grant) {
    try {
      if (frame == null) {
        throw new IndexOutOfBoundsException("its bytes are gone");
      }
      var envelope = clock.toLocal(frame.message(index));
      claims.add(
          new RedisClaim(inbox, grant, piece.frame(), index, queue, piece.attempt(), envelope));
    } catch (MaosException | IndexOutOfBoundsException malformed) {
      LOG.warn("a message in {} cannot be read: {}", queue, malformed.getMessage());
      if (grant != null) {
        unreadable.add(
            new RedisClaim(
                inbox, grant, piece.frame(), index, queue, piece.attempt(), Foreign.PLACEHOLDER));
      }
    }
  }
}
