package dev.maos.memory;

import dev.maos.event.EventCursor;
import dev.maos.event.RetentionPass;
import dev.maos.event.RetentionPolicy;
import java.time.Instant;
import java.util.List;

/** Which events of a history go, and who loses by it. Guarded by the store. */
final class Keeping {
  private static final int AT_ONCE = 10_000;

  private final EventRing ring;
  private final Cursors cursors;
  private final int maxEvents;
  private final long maxBytes;

  Keeping(EventRing ring, Cursors cursors, int maxEvents, long maxBytes) {
    this.ring = ring;
    this.cursors = cursors;
    this.maxEvents = maxEvents;
    this.maxBytes = maxBytes;
  }

  /** Makes room for so much more by removing the oldest; changes nothing and tells if it cannot. */
  boolean makeRoom(int events, long bytes) {
    long excess = ring.size() + (long) events - maxEvents;
    long excessBytes = ring.bytes() + bytes - maxBytes;
    if (excess <= 0 && excessBytes <= 0) {
      return true;
    }
    long held = cursors.firstHeld(ring.last() + events);
    long at = ring.first();
    while (excess > 0 || excessBytes > 0) {
      if (at > ring.last() || at >= held) {
        return false;
      }
      excess--;
      excessBytes -= EventRing.sizeOf(ring.get(at).event());
      at++;
    }
    var _ = removeBefore(at);
    return true;
  }

  RetentionPass retain(RetentionPolicy policy, Instant now) {
    var oldest = now.minus(policy.maxAge());
    long held = cursors.firstHeld(ring.last());
    long start = ring.first();
    long at = start;
    while (at - start < AT_ONCE && at <= ring.last() && at < held && exceeds(policy, at, oldest)) {
      at++;
    }
    var cutOff = removeBefore(at);
    boolean finished = at > ring.last() || at >= held || !exceeds(policy, at, oldest);
    return new RetentionPass(at - start, cutOff, finished);
  }

  private boolean exceeds(RetentionPolicy policy, long at, Instant oldest) {
    return ring.last() - at >= policy.maxEvents() || ring.get(at).recordedAt().isBefore(oldest);
  }

  private List<EventCursor> removeBefore(long firstKept) {
    if (firstKept == ring.first()) {
      return List.of();
    }
    while (ring.first() < firstKept) {
      ring.removeFirst();
    }
    return cursors.passOver(firstKept);
  }
}
