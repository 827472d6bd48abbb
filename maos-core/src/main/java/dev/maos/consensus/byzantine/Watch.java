package dev.maos.consensus.byzantine;

import dev.maos.base.AgentId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Remembers what each member was the first to say in each round, and notices when it says something
 * else. It is told only what was truly signed. It keeps the last 64 rounds of each kind of
 * statement, and one piece of evidence for each member and kind. Not thread-safe.
 */
final class Watch {
  private static final int ROUNDS = 64;

  /** Kinds of statement, in the order in which they are made in a round. */
  private enum Kind {
    BALLOT,
    ROUND_CHANGE,
    PROPOSE,
    PREPARE,
    COMMIT
  }

  private final Map<AgentId, Map<Kind, NavigableMap<Integer, Signed<?>>>> first = new HashMap<>();
  private final Map<AgentId, Map<Kind, Evidence>> liars = new HashMap<>();
  private final List<Evidence> news = new ArrayList<>();

  /** Whether this was seen before, to the last bit of its signature. */
  boolean knows(Signed<?> signed) {
    return signed.equals(said(signed).get(signed.statement().round()));
  }

  /** Whether its signer has said this before, however it was signed. */
  boolean heard(Signed<?> signed) {
    var earlier = said(signed).get(signed.statement().round());
    return earlier != null && earlier.saysTheSameAs(signed);
  }

  void see(Signed<?> signed) {
    var said = said(signed);
    var earlier = said.putIfAbsent(signed.statement().round(), signed);
    if (earlier != null) {
      note(earlier, signed);
    }
    if (said.size() > ROUNDS) {
      said.pollFirstEntry();
    }
    others(signed).values().forEach(other -> note(other, signed));
  }

  // A lock is hidden by a statement of another kind.
  private NavigableMap<Integer, Signed<?>> others(Signed<?> signed) {
    return switch (signed.statement()) {
      case Statement.Commit commit ->
          said(signed.signer(), Kind.ROUND_CHANGE).tailMap(commit.round(), false);
      case Statement.RoundChange change ->
          said(signed.signer(), Kind.COMMIT).headMap(change.round(), false);
      case Statement.Paper _, Statement.Propose _, Statement.Prepare _ -> new TreeMap<>();
    };
  }

  private void note(Signed<?> one, Signed<?> other) {
    if (Evidence.contradict(one, other)) {
      accuse(new Evidence(one, other));
    }
  }

  /** Keeps evidence that holds; of one member and kind it keeps the first. */
  void accuse(Evidence evidence) {
    var kinds = liars.computeIfAbsent(evidence.liar(), liar -> new EnumMap<>(Kind.class));
    if (kinds.putIfAbsent(kind(evidence.one()), evidence) == null) {
      news.add(evidence);
    }
  }

  /** Whether nothing more can be learned from evidence like this. */
  boolean has(Evidence evidence) {
    return Optional.ofNullable(liars.get(evidence.liar()))
        .filter(kinds -> kinds.containsKey(kind(evidence.one())))
        .isPresent();
  }

  /** What was found since this was last asked. */
  List<Evidence> news() {
    var found = List.copyOf(news);
    news.clear();
    return found;
  }

  /** All that was found. */
  List<Evidence> all() {
    return liars.values().stream().flatMap(kinds -> kinds.values().stream()).toList();
  }

  /** The statement of the latest round that a member is known to have made. */
  Optional<Statement> last(AgentId member) {
    Statement last = null;
    for (var kind : Kind.values()) {
      var said = said(member, kind).lastEntry();
      if (said != null && (last == null || said.getKey() >= last.round())) {
        last = said.getValue().statement();
      }
    }
    return Optional.ofNullable(last);
  }

  private NavigableMap<Integer, Signed<?>> said(Signed<?> signed) {
    return said(signed.signer(), kind(signed));
  }

  private NavigableMap<Integer, Signed<?>> said(AgentId signer, Kind kind) {
    return first
        .computeIfAbsent(signer, member -> new EnumMap<>(Kind.class))
        .computeIfAbsent(kind, it -> new TreeMap<>());
  }

  private static Kind kind(Signed<?> signed) {
    return Kind.valueOf(signed.statement().kind());
  }
}
