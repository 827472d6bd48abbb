package dev.maos.cli.vote;

import dev.maos.base.AgentId;
import dev.maos.base.InvalidInputException;
import dev.maos.consensus.Electorate;
import dev.maos.consensus.Fraction;
import java.util.LinkedHashMap;
import java.util.List;

/** Reads who may vote by name, with what weight, and who speaks for whom. */
final class ElectorateReader {
  private final Fields parameters;

  ElectorateReader(Fields parameters) {
    this.parameters = parameters;
  }

  Electorate read(Entry eligible) {
    var weights = new LinkedHashMap<AgentId, Fraction>();
    for (var entry : eligible.list()) {
      var name = entry.isFields() ? entry.fields().required("voter") : entry;
      if (weights.putIfAbsent(agent(name), weight(entry)) != null) {
        throw name.refused("each voter once");
      }
    }
    var electorate = Electorate.weighted(weights);
    var delegates = parameters.optional("delegates");
    return delegates.isPresent() ? delegating(electorate, delegates.get().fields()) : electorate;
  }

  private static Fraction weight(Entry entry) {
    if (!entry.isFields()) {
      return Fraction.ONE;
    }
    var fields = entry.fields();
    fields.check(List.of("voter", "weight"));
    var weight = fields.optional("weight").map(Entry::fraction).orElse(Fraction.ONE);
    Electorate.checkWeight(entry.place() + ".weight", weight);
    return weight;
  }

  private static Electorate delegating(Electorate electorate, Fields delegates) {
    var all = electorate;
    for (var name : delegates.names()) {
      var to = delegates.at(name);
      var from = agent(new Entry(to.place(), name));
      if (!electorate.includes(from) || !electorate.includes(agent(to))) {
        throw to.refused("one of those who are eligible, for another one of them");
      }
      all = all.delegating(from, agent(to));
    }
    return all;
  }

  static AgentId agent(Entry name) {
    try {
      return AgentId.of(name.text());
    } catch (InvalidInputException refusal) {
      throw name.refused(refusal.allowed());
    }
  }
}
