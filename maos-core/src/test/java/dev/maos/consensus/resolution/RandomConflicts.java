package dev.maos.consensus.resolution;

import dev.maos.base.AgentId;
import dev.maos.consensus.Fraction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Small conflicts, policies and talks by chance. */
final class RandomConflicts {
  static final Instant OPENED = Instant.parse("2026-01-01T12:00:00Z");
  static final Duration PATIENCE = Duration.ofSeconds(10);
  static final AgentId HUMAN = AgentId.of("human");

  private static final List<String> AGENTS = List.of("ann", "bob", "cyd", "dan", "eve", "fay");
  private static final List<String> DOMAINS = List.of("", "colours", "money");

  private final RandomGenerator random;

  RandomConflicts(RandomGenerator random) {
    this.random = random;
  }

  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  <T> List<T> shuffled(List<T> items) {
    var list = new ArrayList<>(items);
    Collections.shuffle(list, Random.from(random));
    return list;
  }

  int number(int bound) {
    return random.nextInt(bound);
  }

  List<AgentId> agents() {
    return AGENTS.stream().map(AgentId::of).toList();
  }

  /** Claims of quantities, words and flags; each field has one kind, and few have all fields. */
  Conflict conflict() {
    return new Conflict("subject " + random.nextInt(1_000), one(DOMAINS), claims(this::plain));
  }

  /** Claims of which each field can be merged. */
  List<Claim> mergeable(int size) {
    var claims = new ArrayList<Claim>();
    for (int i = 0; i < size; i++) {
      claims.add(Claim.of(AgentId.of(AGENTS.get(i)), joinable(AGENTS.get(i), i), i));
    }
    return claims;
  }

  private interface Fields {
    Map<String, Value> of();
  }

  private List<Claim> claims(Fields fields) {
    int size = random.nextInt(2, AGENTS.size() + 1);
    var sequences = new HashSet<Long>();
    while (sequences.size() < size) {
      sequences.add((long) random.nextInt(100));
    }
    var agents = shuffled(agents()).iterator();
    var claims = new ArrayList<Claim>();
    for (long sequence : sequences) {
      claims.add(
          Claim.of(agents.next(), fields.of(), sequence)
              .priority(random.nextInt(-1, 4))
              .weight(claims.isEmpty() ? Fraction.ONE : weight()));
    }
    return shuffled(claims);
  }

  Fraction weight() {
    return chance(15) ? Fraction.ZERO : Fraction.of(random.nextInt(1, 9), random.nextInt(1, 5));
  }

  private Map<String, Value> plain() {
    var fields = new HashMap<String, Value>();
    if (chance(70)) {
      fields.put("price", Value.of(Fraction.of(random.nextInt(-20, 20), random.nextInt(1, 4))));
    }
    if (chance(70)) {
      fields.put("colour", Value.of(one(List.of("green", "blue"))));
    }
    if (fields.isEmpty() || chance(50)) {
      fields.put("open", Value.of(chance(50)));
    }
    return fields;
  }

  private Map<String, Value> joinable(String agent, int place) {
    var fields = new HashMap<String, Value>();
    if (chance(80)) {
      var added = new HashMap<String, Set<String>>();
      for (var element : List.of("x", "y", "z")) {
        if (chance(60)) {
          added.put(element, Set.of(element + random.nextInt(3)));
        }
      }
      fields.put("tags", new Value.Elements(added, chance(50) ? Set.of("x0", "y1") : Set.of()));
    }
    if (chance(80)) {
      var up = new HashMap<AgentId, Long>();
      up.put(AgentId.of("ann"), 3L + place);
      up.put(AgentId.of(agent), (long) random.nextInt(9));
      Map<AgentId, Long> down =
          chance(50) ? Map.of(AgentId.of("bob"), (long) random.nextInt(5)) : Map.of();
      fields.put("count", new Value.Tally(up, down));
    }
    fields.put("colour", Value.of(one(List.of("green", "blue"))));
    return fields;
  }

  /** A chain of anything that needs no vote. */
  Policy policy() {
    var chain = new ArrayList<Protocol>();
    for (int left = random.nextInt(4); left > 0; left--) {
      chain.add(passing());
    }
    Protocol.Total total =
        one(List.of(new Protocol.FirstWins(), new Protocol.LastWins(), new Protocol.Lot()));
    chain.add(chance(40) ? new Protocol.Escalate(HUMAN, PATIENCE, total) : total);
    return new Policy(chain);
  }

  private Protocol passing() {
    return switch (random.nextInt(6)) {
      case 0 -> new Protocol.Priority();
      case 1 ->
          new Protocol.Authority(
              Map.of("colours", shuffled(agents()).subList(0, 2), "", List.of()));
      case 2 -> new Protocol.WeightedValue(one(List.of(Protocol.WeightedValue.Average.values())));
      case 3 -> new Protocol.Negotiation(random.nextInt(1, 4), PATIENCE);
      case 4 -> new Protocol.Arbitration(shuffled(arbiters()).subList(0, 2), PATIENCE);
      default -> new Protocol.Merge();
    };
  }

  private List<AgentId> arbiters() {
    return List.of(
        AgentId.of("ann"), AgentId.of("judge1"), AgentId.of("judge2"), AgentId.of("judge3"));
  }

  /** What comes of a question: a good answer, a bad one, a late one, or none. */
  Statement statement(Question question) {
    var at =
        question.until().minus(PATIENCE).plusMillis(random.nextInt(chance(20) ? 20_000 : 10_000));
    if (chance(15)) {
      return new Statement.Silent(question.asked(), "it did not answer", at);
    }
    var choice =
        chance(80)
            ? Optional.of(chance(60) ? question.choices().getFirst() : one(agents()))
            : Optional.<AgentId>empty();
    return new Statement.Said(question.asked(), new Answer(choice, "why not"), at);
  }

  /** A whole talk, in which the statements of one question after another arrive. */
  Resolution resolution(Conflict conflict, Policy policy) {
    var statements = new ArrayList<Statement>();
    while (true) {
      var progress = Hearing.of(conflict, policy, OPENED, statements);
      if (progress.last() instanceof Finding.Asks(var questions)) {
        questions.forEach(question -> statements.add(statement(question)));
      } else {
        var settlement = progress.settlement().orElseThrow();
        return new Resolution(conflict, policy, OPENED, statements, settlement);
      }
    }
  }
}
