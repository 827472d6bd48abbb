package dev.maos.consensus.resolution;

import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.consensus.VoteExport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A resolution and its parts as JSON, each in one form, so that equal ones have equal hashes. */
final class ResolutionForm {
  static final String FORMAT = "MAOS-RESOLUTION-1";

  private ResolutionForm() {}

  static String digest(Conflict conflict) {
    return Rulings.sha256(Payload.of(Map.of("MAOS-CONFLICT-1", conflict(conflict))).bytes());
  }

  static String write(Resolution resolution) {
    var form = new LinkedHashMap<String, Object>();
    form.put("format", FORMAT);
    form.put("conflict", conflict(resolution.conflict()));
    form.put("policy", resolution.policy().chain().stream().map(ResolutionForm::protocol).toList());
    form.put("opened", resolution.opened().toString());
    form.put(
        "statements", resolution.statements().stream().map(ResolutionForm::statement).toList());
    form.put("settlement", settlement(resolution.settlement()));
    return Payload.of(form).text();
  }

  private static Map<String, Object> conflict(Conflict conflict) {
    var form = new LinkedHashMap<String, Object>();
    form.put("subject", conflict.subject());
    form.put("domain", conflict.domain());
    form.put("claims", conflict.claims().stream().map(ResolutionForm::claim).toList());
    return form;
  }

  private static Map<String, Object> claim(Claim claim) {
    var form = new LinkedHashMap<String, Object>();
    form.put("agent", claim.agent().value());
    form.put("value", fields(claim.value()));
    form.put("priority", claim.priority());
    form.put("weight", claim.weight().toString());
    form.put("sequence", claim.sequence());
    return form;
  }

  private static Map<String, Object> fields(Map<String, Value> fields) {
    var form = new LinkedHashMap<String, Object>();
    fields.forEach((name, value) -> form.put(name, Map.of(value.kind(), content(value))));
    return form;
  }

  private static Object content(Value value) {
    return switch (value) {
      case Value.Quantity(var number) -> number.toString();
      case Value.Word(var text) -> text;
      case Value.Flag(var set) -> set;
      case Value.Elements(var added, var removed) -> {
        var form = new LinkedHashMap<String, Object>();
        form.put("added", added);
        form.put("removed", removed);
        yield form;
      }
      case Value.Tally(var up, var down) -> {
        var form = new LinkedHashMap<String, Object>();
        form.put("up", amounts(up));
        form.put("down", amounts(down));
        yield form;
      }
    };
  }

  private static Map<String, Long> amounts(Map<AgentId, Long> amounts) {
    var form = new LinkedHashMap<String, Long>();
    amounts.forEach((agent, amount) -> form.put(agent.value(), amount));
    return form;
  }

  private static Map<String, Object> protocol(Protocol protocol) {
    var form = new LinkedHashMap<String, Object>();
    form.put("protocol", protocol.name());
    switch (protocol) {
      case Protocol.Priority(), Protocol.Merge() -> {}
      case Protocol.FirstWins(), Protocol.LastWins(), Protocol.Lot() -> {}
      case Protocol.Authority(var order) -> {
        var lists = new LinkedHashMap<String, Object>();
        order.forEach((domain, agents) -> lists.put(domain, names(agents)));
        form.put("order", lists);
      }
      case Protocol.WeightedValue(var average) -> form.put("average", average.name());
      case Protocol.Negotiation(var rounds, var patience) -> {
        form.put("rounds", rounds);
        form.put("patience", patience.toString());
      }
      case Protocol.Arbitration(var arbiters, var patience) -> {
        form.put("arbiters", names(arbiters));
        form.put("patience", patience.toString());
      }
      case Protocol.Ballots(var method, var open) -> {
        form.put("method", method.name());
        form.put("open", open.toString());
      }
      case Protocol.Escalate(var human, var patience, var otherwise) -> {
        form.put("human", human.value());
        form.put("patience", patience.toString());
        form.put("otherwise", otherwise.name());
      }
    }
    return form;
  }

  private static List<String> names(List<AgentId> agents) {
    return agents.stream().map(AgentId::value).toList();
  }

  private static Map<String, Object> statement(Statement statement) {
    var form = new LinkedHashMap<String, Object>();
    switch (statement) {
      case Statement.Said(var asked, var answer, _) -> {
        asked(form, asked);
        form.put("choice", answer.choice().map(AgentId::value).orElse(""));
        form.put("reason", answer.reason());
      }
      case Statement.Silent(var asked, var why, _) -> {
        asked(form, asked);
        form.put("silent", why);
      }
      case Statement.Voted(int step, var vote, _) -> {
        form.put("step", step);
        form.put("vote", vote.map(VoteExport::write).orElse(""));
      }
    }
    form.put("at", statement.at().toString());
    return form;
  }

  private static void asked(Map<String, Object> form, Asked asked) {
    form.put("step", asked.step());
    form.put("round", asked.round());
    form.put("asked", asked.kind().name());
    form.put("agent", asked.whom().value());
  }

  private static Map<String, Object> settlement(Settlement settlement) {
    var form = new LinkedHashMap<String, Object>();
    form.put("protocol", settlement.protocol());
    form.put("claim", settlement.claim().map(AgentId::value).orElse(""));
    form.put("value", fields(settlement.value()));
    form.put("agreement", settlement.agreement().toString());
    return form;
  }
}
