package dev.maos.consensus.resolution;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.consensus.Fraction;
import dev.maos.consensus.Vote;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Claims of several agents on one subject. Immutable.
 *
 * <p>Each agent has one claim, so a claim is named by its agent; what an agent claimed before is
 * its own affair. In which order the claims are given does not matter.
 *
 * @param subject what they are about, 1 to 200 characters
 * @param domain which list of authorities speaks for it; empty if none does
 * @param claims 2 to 1,000, no two of them at the same place of the log; they are put in its order
 */
public record Conflict(String subject, String domain, List<Claim> claims) {
  /** The most claims. */
  public static final int MAX_CLAIMS = 1_000;

  private static final int MAX_SUBJECT = 200;
  private static final int MAX_DOMAIN = 200;
  private static final Set<String> BALLOT_WORDS = Set.of("ABSTAIN", "VETO");

  /** Puts the claims in order and checks that they can be told apart. */
  public Conflict {
    claims = claims.stream().sorted(Comparator.comparingLong(Claim::sequence)).toList();
    if (subject.isBlank() || subject.length() > MAX_SUBJECT) {
      throw invalid("subject", subject, "1 to " + MAX_SUBJECT + " characters");
    }
    if (domain.length() > MAX_DOMAIN) {
      throw invalid("domain", domain, "at most " + MAX_DOMAIN + " characters");
    }
    if (claims.size() < 2 || claims.size() > MAX_CLAIMS) {
      throw invalid("claims", claims.size() + " claims", "2 to " + MAX_CLAIMS);
    }
    checkAgents(claims);
    checkSequences(claims);
    if (claims.stream().allMatch(claim -> claim.weight().isZero())) {
      throw new InvalidInputException(
          ErrorCode.INVALID_WEIGHT, "total weight of the claims", "0", "more than zero");
    }
  }

  /** A conflict in a domain for which nobody in particular speaks. */
  public static Conflict on(String subject, Claim... claims) {
    return new Conflict(subject, "", List.of(claims));
  }

  /**
   * What is left by a vote that elected nobody: each voter claims the option that its ballot puts
   * first, with its weight, at the place of its ballot. Who put several first claims nothing.
   *
   * @throws InvalidInputException {@link ErrorCode#INVALID_CONFLICT} if fewer than two claim
   *     something
   */
  public static Conflict in(Vote vote) {
    return new Conflict(vote.proposal().subject().title(), "", Claimants.voters(vote));
  }

  /**
   * Proposals that exclude each other: each proposer claims its own, with its priority, and in the
   * order in which they were opened.
   *
   * @throws InvalidInputException {@link ErrorCode#INVALID_CONFLICT} if one agent proposed several,
   *     of which it should rather take some back
   */
  public static Conflict between(String subject, List<Vote> votes) {
    return new Conflict(subject, "", Claimants.proposers(votes));
  }

  /** The same in a domain that has authorities. */
  public Conflict domain(String other) {
    return new Conflict(subject, other, claims);
  }

  /** The hash of all the rest, as 64 hexadecimal digits. */
  public String id() {
    return ResolutionForm.digest(this);
  }

  /** Who is at odds, in the order of their claims. */
  public List<AgentId> parties() {
    return claims.stream().map(Claim::agent).toList();
  }

  /** Whether an agent has a claim. */
  public boolean isParty(AgentId agent) {
    return of(agent).isPresent();
  }

  /** The claim of an agent. */
  public Optional<Claim> of(AgentId agent) {
    return claims.stream().filter(claim -> claim.agent().equals(agent)).findFirst();
  }

  /** The weight of all together. */
  Fraction weight() {
    return weight(claims);
  }

  /** Which share of the weight claims just this. */
  Fraction share(Map<String, Value> value) {
    return weight(claims.stream().filter(claim -> claim.value().equals(value)).toList())
        .dividedBy(weight());
  }

  static Fraction weight(List<Claim> some) {
    return some.stream().map(Claim::weight).reduce(Fraction.ZERO, Fraction::plus);
  }

  private static void checkAgents(List<Claim> claims) {
    var seen = new HashSet<AgentId>();
    for (int i = 0; i < claims.size(); i++) {
      var agent = claims.get(i).agent();
      if (!seen.add(agent) || BALLOT_WORDS.contains(agent.value())) {
        throw invalid(
            "claims[" + i + "].agent",
            agent.value(),
            "an agent that has no other claim, and is not called ABSTAIN or VETO");
      }
    }
  }

  private static void checkSequences(List<Claim> claims) {
    for (int i = 1; i < claims.size(); i++) {
      long sequence = claims.get(i).sequence();
      if (sequence == claims.get(i - 1).sequence()) {
        throw invalid(
            "claims[" + i + "].sequence",
            Long.toString(sequence),
            "a place in the log that no other claim has");
      }
    }
  }

  private static InvalidInputException invalid(String field, String value, String allowed) {
    return new InvalidInputException(ErrorCode.INVALID_CONFLICT, field, value, allowed);
  }
}
