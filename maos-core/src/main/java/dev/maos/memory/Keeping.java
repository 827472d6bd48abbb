package dev.maos.memory;

import dev.maos.event.EventCursor;
import dev.maos.event.RetentionPass;
import dev.maos.event.RetentionPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Which events of a history go, and who loses by it. Guarded by the store.
 *
 * <p>Nine tenths of the room may be held for readers who are behind. Who lies further behind is
 * passed over: else one who has stopped would stop all who tell.
 */
final class Keeping {
  private static final int AT_ONCE = 10_000;

  private final EventRing ring;
  private final Cursors cursors;
  private final int maxEvents;
  private final long maxBytes;
  private final long mostHeld;
  private final List<EventCursor> cutOff = new ArrayList<>();

  Keeping(EventRing ring, Cursors cursors, int maxEvents, long maxBytes) {
    this.ring = ring;
    this.cursors = cursors;
    this.maxEvents = maxEvents;
    this.maxBytes = maxBytes;
    this.mostHeld = Math.max(1, maxEvents - Math.max(1, maxEvents / 10));
  }

  /** Makes room for so much more by removing the oldest; changes nothing and tells if it cannot. */
  boolean makeRoom(int events, long bytes) {
    long excess = ring.size() + (long) events - maxEvents;
    long excessBytes = ring.bytes() + bytes - maxBytes;
    if (excess <= 0 && excessBytes <= 0) {
      return true;
    }
    long held = cursors.firstHeld(ring.last() + events, mostHeld);
    long at = ring.first();
    while (excess > 0 || excessBytes > 0) {
      if (at > ring.last() || at >= held) {
        return false;
      }
      excess--;
      excessBytes -= EventRing.sizeOf(ring.get(at).event());
      at++;
    }
    removeBefore(at);
    return true;
  }

  RetentionPass retain(RetentionPolicy policy, Instant now) {
    var oldest = now.minus(policy.maxAge());
    long held = cursors.firstHeld(ring.last(), mostHeld);
    long start = ring.first();
    long at = start;
    while (at - start < AT_ONCE && at <= ring.last() && at < held && exceeds(policy, at, oldest)) {
      at++;
    }
    removeBefore(at);
    boolean finished = at > ring.last() || at >= held || !exceeds(policy, at, oldest);
    var pass = new RetentionPass(at - start, cutOff, finished);
    cutOff.clear();
    return pass;
  }

  private boolean exceeds(RetentionPolicy policy, long at, Instant oldest) {
    return ring.last() - at >= policy.maxEvents() || ring.get(at).recordedAt().isBefore(oldest);
  }

  /** Who is passed over is remembered for the next pass, which tells. */
  private void removeBefore(long firstKept) {
    if (firstKept == ring.first()) {
      return;
    }
    while (ring.first() < firstKept) {
      ring.removeFirst();
    }
    for (var passed : cursors.passOver(firstKept)) {
      cutOff.removeIf(earlier -> earlier.name().equals(passed.name()));
      cutOff.add(passed);
    }
  }
}
