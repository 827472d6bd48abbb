package dev.maos.consensus.resolution;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.consensus.VotingRule;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One way to resolve a conflict, or to pass it on to the next one of the chain.
 *
 * <p>All but {@link WeightedValue} and {@link Merge} end with one of the claims. Immutable.
 */
public sealed interface Protocol {
  /** The longest that one question may wait for its answer. */
  Duration MAX_PATIENCE = Duration.ofDays(365);

  /** The most agents that one protocol names for one purpose. */
  int MAX_AGENTS = 1_000;

  /** Resolves every conflict, and needs nobody for it. */
  sealed interface Total extends Protocol {}

  /** The claim of the greatest priority; it passes if several have it. */
  record Priority() implements Protocol {}

  /** The claim that was first in the log. */
  record FirstWins() implements Total {}

  /** The claim that was last in the log. */
  record LastWins() implements Total {}

  /**
   * The claim of the first agent, in the order of those who speak for the domain, that has one; it
   * passes if none of them has.
   *
   * @param order by domain, the highest authority first
   */
  record Authority(Map<String, List<AgentId>> order) implements Protocol {
    /** Copies the lists. */
    public Authority {
      var copy = new TreeMap<String, List<AgentId>>();
      order.forEach((domain, agents) -> copy.put(domain, List.copyOf(agents)));
      order = Collections.unmodifiableMap(copy);
      order.forEach((domain, agents) -> checkAgents("order." + domain, agents, 0));
    }

    /** One order, for conflicts of no domain in particular. */
    public static Authority of(AgentId... order) {
      return new Authority(Map.of("", List.of(order)));
    }
  }

  /**
   * A value of its own, field by field, over the claims that say something of the field: the
   * weighted median or mean of quantities, the heaviest of words and flags. It passes if a field
   * has equally heavy words, values of different kinds, or sets and tallies.
   *
   * @param average what is taken of quantities
   */
  record WeightedValue(Average average) implements Protocol {
    /** What is taken of quantities. */
    public enum Average {
      /**
       * The least that half of the weight or more does not exceed; liars of less than half of the
       * weight cannot move it out of what the others claim.
       */
      MEDIAN,
      /** The exact mean. */
      MEAN
    }
  }

  /**
   * All claims together, so that it does not matter who merges what first: sets keep what nobody
   * saw and removed, tallies what everybody added, and of other values the last in the log stays.
   * It passes if a field has values of different kinds.
   */
  record Merge() implements Protocol {}

  /**
   * Talks between the parties, by the iterated contract net (FIPA SC00030): in each round every
   * party is asked to propose a claim that it could live with, and then to accept one of those
   * proposed. It ends with the claim that all accept in one round, and passes when there are no
   * rounds left. Late answers and acceptances of what nobody proposed do not count.
   *
   * @param rounds 1 to 100
   * @param patience how long each question waits
   */
  record Negotiation(int rounds, Duration patience) implements Protocol {
    private static final int MAX_ROUNDS = 100;

    /** Checks the ranges. */
    public Negotiation {
      if (rounds < 1 || rounds > MAX_ROUNDS) {
        throw invalid("rounds", Integer.toString(rounds), "1 to " + MAX_ROUNDS);
      }
      checkPatience(patience);
    }
  }

  /**
   * The ruling of an agent that is no party. Who is asked follows from the id of the conflict
   * (rendezvous hashing), so nobody can choose his judge; who does not rule in time is followed by
   * the next. It passes if none rules.
   *
   * @param arbiters who may be asked
   * @param patience how long each has
   */
  record Arbitration(List<AgentId> arbiters, Duration patience) implements Protocol {
    /** Copies the list and checks. */
    public Arbitration {
      arbiters = List.copyOf(arbiters);
      checkAgents("arbiters", arbiters, 1);
      checkPatience(patience);
    }
  }

  /**
   * A vote of the parties between their claims, each of which is called like its agent, with the
   * weights of the claims. It passes if nobody is elected.
   *
   * @param method how it is counted
   * @param open until when ballots are taken
   */
  record Ballots(Method method, Duration open) implements Protocol {
    /** Checks the range. */
    public Ballots {
      checkPatience(open);
    }

    /** How a vote is counted. */
    public enum Method {
      /** All that are good enough. */
      APPROVAL,
      /** Instant run-off. */
      RANKED_CHOICE,
      /** Strongest paths. */
      SCHULZE;

      VotingRule rule() {
        return switch (this) {
          case APPROVAL -> new VotingRule.Approval();
          case RANKED_CHOICE -> VotingRule.rankedChoice();
          case SCHULZE -> VotingRule.schulze();
        };
      }
    }
  }

  /** A claim drawn by lot from the id of the conflict: anybody can draw it again. */
  record Lot() implements Total {}

  /**
   * The ruling of a human, who answers through an ordinary agent.
   *
   * @param human the agent; it has no claim
   * @param patience how long the ruling is waited for
   * @param otherwise what resolves the conflict if none comes
   */
  record Escalate(AgentId human, Duration patience, Total otherwise) implements Protocol {
    /** Checks the range. */
    public Escalate {
      checkPatience(patience);
    }
  }

  /** Its name, as in records: {@code FIRST_WINS}. */
  default String name() {
    return switch (this) {
      case Priority() -> "PRIORITY";
      case FirstWins() -> "FIRST_WINS";
      case LastWins() -> "LAST_WINS";
      case Authority _ -> "AUTHORITY";
      case WeightedValue _ -> "WEIGHTED_VALUE";
      case Merge() -> "MERGE";
      case Negotiation _ -> "NEGOTIATION";
      case Arbitration _ -> "ARBITRATION";
      case Ballots _ -> "VOTE";
      case Lot() -> "LOT";
      case Escalate _ -> "ESCALATE";
    };
  }

  /** Whether it resolves every conflict, so that nothing is left for a protocol behind it. */
  default boolean isTotal() {
    return this instanceof Total || this instanceof Escalate;
  }

  private static void checkPatience(Duration patience) {
    if (!patience.isPositive() || patience.compareTo(MAX_PATIENCE) > 0) {
      throw invalid("patience", patience.toString(), "more than zero, at most 365 days");
    }
  }

  private static void checkAgents(String field, List<AgentId> agents, int least) {
    if (agents.size() < least || agents.size() > MAX_AGENTS) {
      throw invalid(field, agents.size() + " agents", least + " to " + MAX_AGENTS);
    }
    var seen = new HashSet<AgentId>();
    for (int i = 0; i < agents.size(); i++) {
      if (!seen.add(agents.get(i))) {
        throw invalid(field + "[" + i + "]", agents.get(i).value(), "each agent once");
      }
    }
  }

  private static InvalidInputException invalid(String field, String value, String allowed) {
    return new InvalidInputException(ErrorCode.INVALID_RESOLUTION_POLICY, field, value, allowed);
  }
}
