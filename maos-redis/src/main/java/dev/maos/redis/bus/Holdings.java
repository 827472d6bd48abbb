package dev.maos.redis.bus;

import dev.maos.message.Claim;
import dev.maos.message.Settled;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an inbox holds as far as this process knows: its grants, and the state of its claims. The
 * server has the last word; here is what its answers meant. Thread-safe; its lock is never held
 * while something is asked.
 */
final class Holdings {
  static final int DONE = 0;
  static final int STALE = 2;
  static final int DEAD_LETTERS_FULL = 4;

  private final RedisInbox inbox;
  private final Set<Grant> grants = new HashSet<>();

  /** Counts how often the server has lost its memory, and with it all that was held. */
  private int epoch;

  Holdings(RedisInbox inbox) {
    this.inbox = inbox;
  }

  synchronized Grant add(long number) {
    var grant = new Grant(number);
    grants.add(grant);
    return grant;
  }

  /** A claim on a message that a taking brought; without a grant it is settled by being taken. */
  synchronized void count(Grant grant) {
    grant.outstanding++;
  }

  synchronized int epoch() {
    return epoch;
  }

  /** The server has forgotten all leases: what was held is somebody else's to claim. */
  synchronized void loseAll() {
    epoch++;
    grants.clear();
  }

  synchronized boolean holds(Claim claim) {
    return claim instanceof RedisClaim mine
        && mine.inbox == inbox
        && mine.epoch == epoch
        && mine.state == RedisClaim.State.HELD;
  }

  /** Those of the claims that are held, each once. */
  synchronized List<RedisClaim> held(List<Claim> claims) {
    var held = new ArrayList<RedisClaim>(claims.size());
    var seen = new HashSet<Claim>(claims.size() == 1 ? 1 : 2 * claims.size());
    for (var claim : claims) {
      if (holds(claim) && (claims.size() == 1 || seen.add(claim))) {
        held.add((RedisClaim) claim);
      }
    }
    return held;
  }

  /**
   * What became of claims.
   *
   * @param asked those that the server was asked about just now
   * @param settling how it was asked
   */
  synchronized List<Settled> answers(
      List<Claim> claims, List<RedisClaim> asked, Settling settling) {
    var now = asked.size() < claims.size() ? new HashSet<Claim>(asked) : null;
    var answers = new ArrayList<Settled>(claims.size());
    for (var claim : claims) {
      answers.add(
          now == null || now.contains(claim) ? answer(claim, settling) : answer(claim, false));
    }
    return answers;
  }

  synchronized Settled answer(Claim claim, Settling settling) {
    return answer(claim, claim instanceof RedisClaim mine && !settling.cameLate(mine));
  }

  synchronized Settled answer(Claim claim, boolean asked) {
    if (claim instanceof HeardClaim heard && heard.inbox() == inbox) {
      return Settled.BEFORE;
    }
    if (!(claim instanceof RedisClaim mine) || mine.inbox != inbox) {
      return Settled.UNKNOWN;
    }
    return switch (mine.state) {
      case SETTLED -> asked ? Settled.NOW : Settled.BEFORE;
      case LOST, HELD -> Settled.STALE;
    };
  }

  synchronized Settling settling(List<RedisClaim> claims) {
    return new Settling(claims);
  }

  synchronized void settled(Settling settling, Answer answer) {
    settling.read(answer);
    grants.removeIf(grant -> grant.outstanding == 0);
  }

  /**
   * Notes the server's answer about one claim. That it was done is true whatever was heard before:
   * an operation that came after it found nothing, and its answer may have been faster.
   */
  synchronized Settled note(RedisClaim claim, int code) {
    var isDone = code == DONE || code == DEAD_LETTERS_FULL;
    if (isDone ? claim.state == RedisClaim.State.SETTLED : !holds(claim)) {
      return answer(claim, false);
    }
    if (claim.state == RedisClaim.State.HELD) {
      leave(claim.grant);
    }
    claim.state = isDone ? RedisClaim.State.SETTLED : RedisClaim.State.LOST;
    return switch (code) {
      case DONE -> Settled.NOW;
      case DEAD_LETTERS_FULL -> Settled.DEAD_LETTERS_FULL;
      default -> Settled.STALE;
    };
  }

  /** Notes whether a claim's lease began anew; what was settled meanwhile has none. */
  synchronized Settled noteExtended(RedisClaim claim, int code) {
    return holds(claim) && code == DONE ? Settled.NOW : note(claim, STALE);
  }

  private void leave(@Nullable Grant grant) {
    if (grant != null && --grant.outstanding == 0) {
      grants.remove(grant);
    }
  }

  synchronized long grantOf(RedisClaim claim) {
    var grant = claim.grant;
    return grant == null ? 0 : grant.id;
  }

  /** The numbers of all grants, which are not this inbox's any more. */
  synchronized List<Long> giveUpAll() {
    var held = grants.stream().filter(g -> g.outstanding > 0).map(g -> g.id).sorted().toList();
    grants.clear();
    return held;
  }
}
