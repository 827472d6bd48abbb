package dev.maos.consensus.byzantine;

import dev.maos.base.AgentId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What was said in an agreement, all of it checked. Of rounds it keeps those near the present one,
 * of sets the last 64. Not thread-safe.
 */
final class Minutes {
  /** How far from the present round statements are kept. */
  static final int WINDOW = 16;

  private static final int SETS = 64;

  private final Map<AgentId, Signed<Statement.Paper>> papers = new TreeMap<>();
  private final TreeMap<Integer, Motion> motions = new TreeMap<>();
  private final TreeMap<Integer, Map<AgentId, Signed<Statement.Prepare>>> prepares =
      new TreeMap<>();
  private final TreeMap<Integer, Map<AgentId, Signed<Statement.Commit>>> commits = new TreeMap<>();
  private final TreeMap<Integer, Map<AgentId, Report>> reports = new TreeMap<>();
  private final Map<String, BallotSet> sets =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, BallotSet> eldest) {
          return size() > SETS;
        }
      };

  /** Whether it is the first of its member. */
  boolean add(Signed<Statement.Paper> paper) {
    return papers.putIfAbsent(paper.signer(), paper) == null;
  }

  /** The first paper of each member. */
  BallotSet papers() {
    return new BallotSet(List.copyOf(papers.values()));
  }

  void add(Motion motion) {
    motions.putIfAbsent(motion.letter().round(), motion);
    add(motion.judgement().digest(), motion.letter().set());
  }

  Optional<Motion> motion(int round) {
    return Optional.ofNullable(motions.get(round));
  }

  void add(String digest, BallotSet set) {
    sets.put(digest, set);
  }

  // A leader that lies can fill the sets; the first of each round it cannot.
  Optional<BallotSet> set(String digest) {
    return Optional.ofNullable(sets.get(digest))
        .or(() ->
            motions.values().stream()
                .filter(motion -> motion.judgement().digest().equals(digest))
                .map(motion -> motion.letter().set())
                .findFirst());
  }

  void addPrepare(Signed<Statement.Prepare> prepare) {
    prepares
        .computeIfAbsent(prepare.statement().round(), round -> new TreeMap<>())
        .putIfAbsent(prepare.signer(), prepare);
  }

  void addCommit(Signed<Statement.Commit> commit) {
    commits
        .computeIfAbsent(commit.statement().round(), round -> new TreeMap<>())
        .putIfAbsent(commit.signer(), commit);
  }

  // However far ahead: whoever was away for long must hear where the others are. Each member fills
  // its own share only.
  void add(Report report) {
    var signer = report.change().signer();
    reports.computeIfAbsent(report.round(), round -> new TreeMap<>()).putIfAbsent(signer, report);
    var holders = reports.values().stream().filter(those -> those.containsKey(signer)).toList();
    if (holders.size() > WINDOW) {
      holders.getFirst().remove(signer);
    }
  }

  /** The changes to just this round. */
  Collection<Report> reports(int round) {
    return reports.getOrDefault(round, Map.of()).values();
  }

  /** How many members are known to be in this round or a later one. */
  int arrived(int round) {
    var members = new HashSet<AgentId>();
    reports.tailMap(round, true).values().forEach(those -> members.addAll(those.keySet()));
    return members.size();
  }

  /** The latest round that so many members, or more, have reached or passed; -1 without one. */
  int reachedBy(int members) {
    Set<AgentId> those = new HashSet<>();
    for (var round : reports.descendingMap().entrySet()) {
      those.addAll(round.getValue().keySet());
      if (those.size() >= members) {
        return round.getKey();
      }
    }
    return Statement.NO_ROUND;
  }

  /** The prepares of a quorum for one set in this round, if there are. */
  List<Signed<Statement.Prepare>> prepared(int round, int quorum) {
    return most(prepares.getOrDefault(round, Map.of()).values(), quorum);
  }

  /** The commits of a quorum for one set in any round, if there are. */
  List<Signed<Statement.Commit>> committed(int quorum) {
    for (var those : commits.values()) {
      var all = most(those.values(), quorum);
      if (!all.isEmpty()) {
        return all;
      }
    }
    return List.of();
  }

  private static <S extends Statement> List<Signed<S>> most(Collection<Signed<S>> all, int quorum) {
    var same = new HashMap<S, List<Signed<S>>>();
    for (var signed : all) {
      same.computeIfAbsent(signed.statement(), it -> new ArrayList<>()).add(signed);
    }
    for (var those : same.values()) {
      if (those.size() >= quorum) {
        return those;
      }
    }
    return List.of();
  }

  static boolean isNear(int round, int present) {
    return Math.abs(round - present) <= WINDOW;
  }

  /** Forgets what lies too far from here. */
  void forgetBefore(int present) {
    int oldest = present - WINDOW;
    motions.headMap(oldest).clear();
    prepares.headMap(oldest).clear();
    commits.headMap(oldest).clear();
    reports.headMap(present).clear();
  }
}
