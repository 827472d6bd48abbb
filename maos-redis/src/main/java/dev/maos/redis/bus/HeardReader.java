package dev.maos.redis.bus;

import dev.maos.message.Claim;
import dev.maos.message.Envelope;
import dev.maos.message.InboxSpec;
import dev.maos.message.InboxSpec.LaneOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An inbox as a reader of what an ear keeps. Its fields are guarded by its queue. */
final class HeardReader {
  private static final Logger LOG = LoggerFactory.getLogger(HeardReader.class);

  /** What a reader is doing, as far as sharing work is concerned. */
  enum Appetite {
    /** It came away empty and waits for its bell. */
    HUNGRY,
    /** Its bell was rung and it has not come yet. */
    RUNG,
    /** It has something to do, or has declined. */
    BUSY
  }

  private static final byte[] FULL = {8, 4, 2, 1};

  private final HeardQueue queue;
  private final RedisInbox inbox;
  private final InboxSpec spec;
  private final ServerClock clock;
  Appetite appetite = Appetite.HUNGRY;

  /** Where it stands; nowhere once it has left. */
  @Nullable HeardShelf shelf;

  /** What each lane has left of its round. */
  private final int[] credits = {8, 4, 2, 1};

  HeardReader(HeardQueue queue, RedisInbox inbox, InboxSpec spec, ServerClock clock) {
    this.queue = queue;
    this.inbox = inbox;
    this.spec = spec;
    this.clock = clock;
  }

  InboxSpec spec() {
    return spec;
  }

  HeardQueue queue() {
    return queue;
  }

  void ring() {
    inbox.ringHeard();
  }

  /** Takes up to so many, each settled by that; an empty answer promises a bell. */
  List<Claim> take(int most) {
    var claims = List.<Claim>of();
    var parts = queue.take(this, most);
    while (!parts.isEmpty() && claims.isEmpty()) {
      claims = read(parts);
      parts = claims.isEmpty() ? queue.take(this, most) : parts;
    }
    return claims;
  }

  private List<Claim> read(List<HeardShelf.Part> parts) {
    int count = 0;
    for (var part : parts) {
      count += part.size();
    }
    var claims = new ArrayList<Claim>(count);
    for (var part : parts) {
      for (int i = part.from(); i < part.to(); i++) {
        read(part.frame(), i, claims);
      }
    }
    return claims;
  }

  private void read(HeardFrame frame, int index, List<Claim> claims) {
    Envelope envelope;
    try {
      envelope = frame.message(index);
    } catch (RuntimeException malformed) {
      LOG.warn("a message to {} cannot be read: {}", spec.subscription(), malformed.getMessage());
      return;
    }
    claims.add(new HeardClaim(inbox, queue.name(), clock.toLocal(envelope)));
  }

  // Its rounds; called by its queue.

  /** The lane to take from next; none if all are empty. */
  int nextLane(HeardShelf shelf, int scale) {
    int urgent = -1;
    for (int lane = 0; lane < HeardShelf.LANES; lane++) {
      if (!shelf.isEmpty(lane)) {
        if (spec.lanes() == LaneOrder.STRICT || credits[lane] > 0) {
          return lane;
        }
        urgent = urgent < 0 ? lane : urgent;
      }
    }
    if (urgent >= 0) {
      for (int lane = 0; lane < HeardShelf.LANES; lane++) {
        credits[lane] = FULL[lane] * scale;
      }
    }
    return urgent;
  }

  /** How many may be taken from a lane before others have their turn. */
  int credit(HeardShelf shelf, int lane, int most) {
    return weighs(shelf, lane) ? Math.min(most, credits[lane]) : most;
  }

  void charge(int lane, int count) {
    credits[lane] = Math.max(0, credits[lane] - count);
  }

  boolean weighs(HeardShelf shelf, int lane) {
    return spec.lanes() == LaneOrder.WEIGHTED && shelf.hasOthersThan(lane);
  }

  /** In a large round the lanes take turns with as much more at a time. */
  void scale(int by) {
    for (int lane = 0; lane < HeardShelf.LANES; lane++) {
      credits[lane] *= by;
    }
  }

  void unscale(int by) {
    for (int lane = 0; lane < HeardShelf.LANES; lane++) {
      credits[lane] = Math.ceilDiv(credits[lane], by);
    }
  }
}
