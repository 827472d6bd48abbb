package dev.maos.consensus;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who may vote, as it was when the proposal was made: later changes of weights change nothing.
 * Immutable.
 *
 * @param weights the participants, 1 to 10,000, each with its weight; with a weight of zero one may
 *     vote, and it carries nothing
 * @param vetoHolders the participants who may say VETO
 * @param delegates whose ballot stands for a participant that casts none itself
 */
public record Electorate(
    Map<AgentId, Fraction> weights, Set<AgentId> vetoHolders, Map<AgentId, AgentId> delegates) {
  /** The most participants. */
  public static final int MAX_PARTICIPANTS = 10_000;

  /** Checks the weights, and that everybody named is a participant. */
  public Electorate {
    weights = Collections.unmodifiableMap(new TreeMap<>(weights));
    vetoHolders = Collections.unmodifiableSet(new TreeSet<>(vetoHolders));
    delegates = Collections.unmodifiableMap(new TreeMap<>(delegates));
    if (weights.isEmpty() || weights.size() > MAX_PARTICIPANTS) {
      throw invalid("participants", weights.size() + "", "1 to " + MAX_PARTICIPANTS);
    }
    weights.forEach((agent, weight) -> Weights.check("weight of " + agent, weight));
    if (weights.values().stream().allMatch(Fraction::isZero)) {
      throw new InvalidInputException(
          ErrorCode.INVALID_WEIGHT, "total weight", "0", "more than zero");
    }
    checkKnown(weights, "veto holder", vetoHolders);
    checkKnown(weights, "delegating participant", delegates.keySet());
    checkKnown(weights, "delegate", delegates.values());
  }

  /** These participants, each of weight one. */
  public static Electorate of(AgentId... participants) {
    return of(List.of(participants));
  }

  /** These participants, each of weight one. */
  public static Electorate of(List<AgentId> participants) {
    var weights = new HashMap<AgentId, Fraction>();
    participants.forEach(agent -> weights.put(agent, Fraction.ONE));
    return weighted(weights);
  }

  /** These participants with these weights. */
  public static Electorate weighted(Map<AgentId, Fraction> weights) {
    return new Electorate(weights, Set.of(), Map.of());
  }

  /** The same, and this participant may say VETO. */
  public Electorate veto(AgentId holder) {
    var holders = new HashSet<>(vetoHolders);
    holders.add(holder);
    return new Electorate(weights, holders, delegates);
  }

  /** The same, and the ballot of {@code delegate} stands for {@code from} if that casts none. */
  public Electorate delegating(AgentId from, AgentId delegate) {
    var more = new HashMap<>(delegates);
    more.put(from, delegate);
    return new Electorate(weights, vetoHolders, more);
  }

  /**
   * Refuses a weight that is negative, or whose numbers have more than 128 bits.
   *
   * @param place where it is, such as {@code "eligible[3].weight"}
   */
  public static void checkWeight(String place, Fraction weight) {
    Weights.check(place, weight);
  }

  /** Whether an agent may vote. */
  public boolean includes(AgentId agent) {
    return weights.containsKey(agent);
  }

  /** How many may vote, and with what weight together. */
  public Roll roll() {
    return new Roll(Fraction.of(weights.size()), Weights.of(List.copyOf(weights.values())).total());
  }

  private static void checkKnown(
      Map<AgentId, Fraction> weights, String what, Iterable<AgentId> agents) {
    for (var agent : agents) {
      if (!weights.containsKey(agent)) {
        throw invalid(what, agent.value(), "a participant");
      }
    }
  }

  private static InvalidInputException invalid(String field, String value, String allowed) {
    return new InvalidInputException(ErrorCode.INVALID_PROPOSAL, field, value, allowed);
  }
}
