package dev.maos.redis.bus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Claims that are to be acknowledged together, named as the server wants them: a grant as a whole
 * if all that is left of it is there, else ranges of its frames. Guarded by its inbox.
 */
final class Settling {
  private static final int NOW = 0;
  private static final int SOME = 3;

  private final List<Part> parts = new ArrayList<>();

  /** Claims that another operation had settled when this one was answered. */
  private final Set<RedisClaim> settledBefore = new HashSet<>(0);

  /** One grant's claims in as few ranges as possible; none stands for all of it. */
  private record Part(Grant grant, List<RedisClaim> claims, List<Range> ranges) {}

  private record Range(long frame, int from, int to, List<RedisClaim> claims) {}

  private record Place(long frame, int index) {}

  /** Groups claims that are held; to be called under the inbox's lock. */
  Settling(List<RedisClaim> claims) {
    var byGrant = new IdentityHashMap<Grant, List<RedisClaim>>();
    var order = new ArrayList<Grant>();
    for (var claim : claims) {
      var grant = claim.grant;
      if (grant == null) {
        continue;
      }
      byGrant
          .computeIfAbsent(
              grant,
              g -> {
                order.add(g);
                return new ArrayList<>();
              })
          .add(claim);
    }
    order.forEach(grant -> add(grant, byGrant));
  }

  private void add(Grant grant, Map<Grant, List<RedisClaim>> byGrant) {
    var mine = byGrant.getOrDefault(grant, List.of());
    var isWhole = mine.size() == grant.outstanding;
    parts.add(new Part(grant, mine, isWhole ? List.of() : ranges(mine)));
  }

  private static List<Range> ranges(List<RedisClaim> claims) {
    var sorted = new ArrayList<>(claims);
    sorted.sort(
        Comparator.<RedisClaim>comparingLong(claim -> claim.frame)
            .thenComparingInt(claim -> claim.index));
    var ranges = new ArrayList<Range>();
    int from = 0;
    for (int i = 1; i <= sorted.size(); i++) {
      var before = sorted.get(i - 1);
      if (i == sorted.size() || !follows(before, sorted.get(i))) {
        var first = sorted.get(from);
        ranges.add(new Range(first.frame, first.index, before.index + 1, sorted.subList(from, i)));
        from = i;
      }
    }
    return ranges;
  }

  private static boolean follows(RedisClaim before, RedisClaim claim) {
    return before.frame == claim.frame && before.index + 1 == claim.index;
  }

  /** Whether it was something else that settled a claim of these. */
  boolean cameLate(RedisClaim claim) {
    return settledBefore.contains(claim);
  }

  void write(Packer out) {
    out.u16(parts.size());
    for (var part : parts) {
      out.u48(part.grant().id).u16(part.ranges().size());
      if (part.ranges().isEmpty()) {
        out.u16(part.claims().size());
      }
      part.ranges().forEach(range -> out.u48(range.frame()).u16(range.from()).u16(range.to()));
    }
  }

  /** Reads the answers and notes them at the claims; to be called under the inbox's lock. */
  void read(Answer answer) {
    for (var part : parts) {
      if (part.ranges().isEmpty()) {
        note(part.claims(), answer);
      }
      part.ranges().forEach(range -> note(range.claims(), answer));
    }
  }

  private void note(List<RedisClaim> claims, Answer answer) {
    int code = answer.u8();
    if (code == SOME) {
      var found = found(answer);
      claims.forEach(claim -> note(claim, found.contains(new Place(claim.frame, claim.index))));
    } else {
      claims.forEach(claim -> note(claim, code == NOW));
    }
  }

  /** The messages that were there to be acknowledged, where some were not. */
  private static Set<Place> found(Answer answer) {
    var found = new HashSet<Place>();
    int ranges = answer.u16();
    for (int i = 0; i < ranges; i++) {
      long frame = answer.u48();
      int from = answer.u16();
      int to = answer.u16();
      IntStream.range(from, to).forEach(index -> found.add(new Place(frame, index)));
    }
    return found;
  }

  private void note(RedisClaim claim, boolean done) {
    // Of what is done another operation may have heard already that there is nothing to be done.
    var isNews = claim.state == RedisClaim.State.LOST && done;
    if (claim.state != RedisClaim.State.HELD && !isNews) {
      settledBefore.add(claim);
      return;
    }
    if (claim.grant != null && !isNews) {
      claim.grant.outstanding--;
    }
    claim.state = done ? RedisClaim.State.SETTLED : RedisClaim.State.LOST;
  }
}
