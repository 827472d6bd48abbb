package dev.maos.consensus.resolution;

import dev.maos.base.AgentId;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Claims put together so that order, grouping and repetition do not matter (a state-based CRDT;
 * Shapiro et al., INRIA RR-7506, 2011): a join of what is known of each field.
 */
record Merged(Map<String, Stamped> fields) {
  /** A value, and who said it last. Sets and tallies join; of others the later one stays. */
  record Stamped(Value value, long sequence, AgentId agent) {
    Stamped with(Stamped other) {
      var later = isBefore(other) ? other : this;
      var joined =
          switch (value) {
            case Value.Elements mine -> join(mine, (Value.Elements) other.value);
            case Value.Tally mine -> join(mine, (Value.Tally) other.value);
            case Value.Quantity _, Value.Word _, Value.Flag _ -> later.value;
          };
      return new Stamped(joined, later.sequence, later.agent);
    }

    private boolean isBefore(Stamped other) {
      return sequence < other.sequence
          || (sequence == other.sequence && agent.compareTo(other.agent) < 0);
    }
  }

  /** Copies the fields. */
  Merged {
    fields = Collections.unmodifiableMap(new TreeMap<>(fields));
  }

  static Finding of(Scene scene, Protocol.Merge protocol) {
    var claims = scene.conflict().claims();
    var merged = of(claims.getFirst());
    for (var claim : claims.subList(1, claims.size())) {
      var next = of(claim);
      var clash = merged.clash(next);
      if (clash.isPresent()) {
        return scene.passed("field " + clash.get() + " has values of different kinds");
      }
      merged = merged.with(next);
    }
    var value = new TreeMap<String, Value>();
    merged.fields.forEach((name, stamped) -> value.put(name, stamped.value()));
    var agreement = scene.conflict().share(value);
    return new Finding.Resolved(
        new Settlement(protocol.name(), Optional.empty(), value, agreement),
        scene.began(),
        "all " + claims.size() + " claims together");
  }

  static Merged of(Claim claim) {
    var fields = new TreeMap<String, Stamped>();
    claim
        .value()
        .forEach(
            (name, value) -> fields.put(name, new Stamped(value, claim.sequence(), claim.agent())));
    return new Merged(fields);
  }

  /** A field of which both say something that cannot be joined. */
  Optional<String> clash(Merged other) {
    return fields.entrySet().stream()
        .filter(entry -> {
          var theirs = other.fields.get(entry.getKey());
          return theirs != null && !theirs.value().kind().equals(entry.getValue().value().kind());
        })
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Both together; there must be no {@link #clash}. */
  Merged with(Merged other) {
    var both = new TreeMap<>(fields);
    other.fields.forEach((name, theirs) -> both.merge(name, theirs, Stamped::with));
    return new Merged(both);
  }

  private static Value join(Value.Elements one, Value.Elements other) {
    var added = new TreeMap<String, Set<String>>(one.added());
    other.added().forEach((element, tags) -> added.merge(element, tags, Merged::union));
    return new Value.Elements(added, union(one.removed(), other.removed()));
  }

  private static Value join(Value.Tally one, Value.Tally other) {
    return new Value.Tally(greater(one.up(), other.up()), greater(one.down(), other.down()));
  }

  // Each agent says how much it did in all, so the greater number knows more.
  private static Map<AgentId, Long> greater(Map<AgentId, Long> one, Map<AgentId, Long> other) {
    var both = new TreeMap<>(one);
    other.forEach((agent, amount) -> both.merge(agent, amount, Math::max));
    return both;
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    var all = new HashSet<>(one);
    all.addAll(other);
    return all;
  }
}
