package dev.maos.consensus.resolution;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Payload;
import dev.maos.consensus.VoteExport;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Reads what {@link ResolutionForm} has written, and refuses anything else. */
final class ResolutionReader {
  private final Part file;

  ResolutionReader(String text) {
    this.file = new Part("", Payload.json(text).as(Object.class));
  }

  Resolution read() {
    file.only("format", "conflict", "policy", "opened", "statements", "settlement");
    var format = file.field("format");
    if (!format.text().equals(ResolutionForm.FORMAT)) {
      throw format.refused(ResolutionForm.FORMAT);
    }
    var conflict = conflict(file.field("conflict"));
    var chain = file.field("policy").list(ResolutionReader::protocol);
    var policy = in("policy", () -> new Policy(chain));
    in(
        "policy",
        () -> {
          policy.check(conflict);
          return policy;
        });
    return new Resolution(
        conflict,
        policy,
        file.field("opened").instant(),
        file.field("statements").list(ResolutionReader::statement),
        settlement(file.field("settlement")));
  }

  private static Conflict conflict(Part part) {
    part.only("subject", "domain", "claims");
    var claims = part.field("claims").list(ResolutionReader::claim);
    return in(
        part.place(),
        () -> new Conflict(part.field("subject").text(), part.field("domain").text(), claims));
  }

  private static Claim claim(Part part) {
    part.only("agent", "value", "priority", "weight", "sequence");
    var agent = part.field("agent").agent();
    var value = part.field("value").each(ResolutionReader::value);
    int priority = part.field("priority").small();
    var weight = part.field("weight").fraction();
    long sequence = part.field("sequence").number();
    return in(part.place(), () -> new Claim(agent, value, priority, weight, sequence));
  }

  private static Value value(Part part) {
    var kinds = part.object().keySet();
    if (kinds.size() != 1) {
      throw part.refused("one value");
    }
    var content = part.field(kinds.iterator().next());
    return in(
        content.place(),
        () ->
            switch (kinds.iterator().next()) {
              case "QUANTITY" -> new Value.Quantity(content.fraction());
              case "WORD" -> new Value.Word(content.text());
              case "FLAG" -> new Value.Flag(content.flag());
              case "ELEMENTS" -> elements(content.only("added", "removed"));
              case "TALLY" -> tally(content.only("up", "down"));
              default -> throw part.refused("QUANTITY, WORD, FLAG, ELEMENTS or TALLY");
            });
  }

  private static Value elements(Part part) {
    return new Value.Elements(
        part.field("added").each(ResolutionReader::texts), texts(part.field("removed")));
  }

  private static Set<String> texts(Part part) {
    return new HashSet<>(part.list(Part::text));
  }

  private static Value tally(Part part) {
    return new Value.Tally(amounts(part.field("up")), amounts(part.field("down")));
  }

  private static Map<AgentId, Long> amounts(Part part) {
    var amounts = new HashMap<AgentId, Long>();
    part.each(Part::number)
        .forEach((name, amount) -> amounts.put(in(part.place(), () -> AgentId.of(name)), amount));
    return amounts;
  }

  private static Protocol protocol(Part part) {
    return in(part.place(), () -> protocol(part, part.field("protocol").text()));
  }

  private static Protocol protocol(Part part, String name) {
    return switch (name) {
      case "PRIORITY" -> plain(part, new Protocol.Priority());
      case "MERGE" -> plain(part, new Protocol.Merge());
      case "FIRST_WINS", "LAST_WINS", "LOT" -> plain(part, total(part.field("protocol")));
      case "AUTHORITY" ->
          new Protocol.Authority(
              part.only("protocol", "order")
                  .field("order")
                  .each(agents -> agents.list(Part::agent)));
      case "WEIGHTED_VALUE" ->
          new Protocol.WeightedValue(
              part.only("protocol", "average")
                  .field("average")
                  .word(Protocol.WeightedValue.Average.class));
      case "NEGOTIATION" ->
          new Protocol.Negotiation(
              part.only("protocol", "rounds", "patience").field("rounds").small(),
              part.field("patience").duration());
      case "ARBITRATION" ->
          new Protocol.Arbitration(
              part.only("protocol", "arbiters", "patience").field("arbiters").list(Part::agent),
              part.field("patience").duration());
      case "VOTE" ->
          new Protocol.Ballots(
              part.only("protocol", "method", "open")
                  .field("method")
                  .word(Protocol.Ballots.Method.class),
              part.field("open").duration());
      case "ESCALATE" ->
          new Protocol.Escalate(
              part.only("protocol", "human", "patience", "otherwise").field("human").agent(),
              part.field("patience").duration(),
              total(part.field("otherwise")));
      default -> throw part.field("protocol").refused("the name of a protocol");
    };
  }

  private static Protocol plain(Part part, Protocol protocol) {
    part.only("protocol");
    return protocol;
  }

  private static Protocol.Total total(Part part) {
    return switch (part.text()) {
      case "FIRST_WINS" -> new Protocol.FirstWins();
      case "LAST_WINS" -> new Protocol.LastWins();
      case "LOT" -> new Protocol.Lot();
      default -> throw part.refused("FIRST_WINS, LAST_WINS or LOT");
    };
  }

  private static Statement statement(Part part) {
    var at = part.field("at").instant();
    if (part.has("vote")) {
      part.only("step", "vote", "at");
      return new Statement.Voted(part.field("step").small(), vote(part.field("vote")), at);
    }
    if (part.has("silent")) {
      part.only("step", "round", "asked", "agent", "silent", "at");
      return new Statement.Silent(asked(part), part.field("silent").text(), at);
    }
    part.only("step", "round", "asked", "agent", "choice", "reason", "at");
    var choice = agentOrNone(part.field("choice"));
    var reason = part.field("reason").text();
    return new Statement.Said(asked(part), in(part.place(), () -> new Answer(choice, reason)), at);
  }

  private static Asked asked(Part part) {
    return new Asked(
        part.field("step").small(),
        part.field("round").small(),
        part.field("asked").word(Asked.Kind.class),
        part.field("agent").agent());
  }

  private static Optional<VoteExport> vote(Part part) {
    return part.text().isEmpty() ? Optional.empty() : Optional.of(part.located(VoteExport::read));
  }

  private static Settlement settlement(Part part) {
    part.only("protocol", "claim", "value", "agreement");
    return new Settlement(
        part.field("protocol").text(),
        agentOrNone(part.field("claim")),
        part.field("value").each(ResolutionReader::value),
        part.field("agreement").fraction());
  }

  private static Optional<AgentId> agentOrNone(Part part) {
    return part.text().isEmpty() ? Optional.empty() : Optional.of(part.agent());
  }

  /** What a part refuses by itself is told with its place; what has a place already stays. */
  private static <T> T in(String place, Supplier<T> making) {
    try {
      return making.get();
    } catch (InvalidInputException e) {
      throw e.code() == ErrorCode.INVALID_RESOLUTION_FILE || e.field().startsWith(place)
          ? e
          : e.in(place);
    }
  }
}
