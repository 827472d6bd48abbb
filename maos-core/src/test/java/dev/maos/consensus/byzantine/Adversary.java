package dev.maos.consensus.byzantine;

import dev.maos.base.AgentId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Holds the keys of all liars, reads every letter at once, and delivers what it likes to whom it
 * likes.
 */
final class Adversary {
  private static final int ACTS = 120;

  private final World world;
  private final Agenda agenda;
  private final List<AgentId> liars;
  private final boolean silent;
  private final boolean foreign;
  private final Map<AgentId, Signed<Statement.Paper>> papers = new TreeMap<>();
  private final Map<Integer, Map<AgentId, Report>> reports = new HashMap<>();
  private final Map<Statement.Prepare, Map<AgentId, Signed<Statement.Prepare>>> prepares =
      new LinkedHashMap<>();
  private final Map<String, BallotSet> sets = new LinkedHashMap<>();
  private final List<Letter> seen = new ArrayList<>();
  private final Set<Integer> proposedIn = new HashSet<>();
  private final Map<Integer, Set<String>> digests = new TreeMap<>();
  private int acts;

  Adversary(World world) {
    this.world = world;
    this.agenda = world.agenda;
    this.liars = List.copyOf(world.liars.stream().sorted().toList());
    this.silent = world.chance.nextInt(5) == 0;
    this.foreign = world.chance.nextInt(3) == 0;
    if (foreign) {
      voteElsewhere();
    }
  }

  // Honest members take part in another vote as well, and what they say there is known.
  private void voteElsewhere() {
    var other = world.town.agenda(agenda.proposals().size(), world.deadline, "another");
    for (var member : world.honest.keySet()) {
      papers.put(member, world.town.sign(member, other, world.anyPaper()));
    }
  }

  private int any(int bound) {
    return world.chance.nextInt(bound);
  }

  private <T> T any(List<T> of) {
    return of.get(any(of.size()));
  }

  void sees(AgentId from, Letter letter) {
    if (silent) {
      return;
    }
    if (seen.size() < 2_000) {
      seen.add(letter);
    }
    switch (letter) {
      case Letter.Papers(var some) -> some.forEach(this::sees);
      case Letter.Proposed proposed -> {
        sets.put(proposed.digest(), proposed.set());
        vote(proposed.round(), proposed.digest());
      }
      case Letter.Prepared(var prepare) -> {
        prepares
            .computeIfAbsent(prepare.statement(), it -> new TreeMap<>())
            .put(prepare.signer(), prepare);
        if (any(3) == 0) {
          vote(prepare.statement().round(), prepare.statement().digest());
        }
      }
      case Letter.Committed(var commit) -> {
        if (any(3) == 0) {
          vote(commit.statement().round(), commit.statement().digest());
        }
      }
      case Letter.Changed(var report, var set) -> {
        reports
            .computeIfAbsent(report.round(), it -> new TreeMap<>())
            .put(report.change().signer(), report);
        set.ifPresent(it -> sets.put(report.change().statement().digest(), it));
        follow(report.round());
      }
      case Letter.Accused _, Letter.Ended _ -> {}
    }
  }

  private void sees(Signed<Statement.Paper> paper) {
    if (!liars.contains(paper.signer()) && (!foreign || any(2) == 0)) {
      papers.put(paper.signer(), paper);
    }
  }

  /** Something now and then, while it pays. */
  void act() {
    if (silent || acts++ > ACTS) {
      return;
    }
    switch (any(8)) {
      case 0 -> twoPapers();
      case 1 -> hideLocks(world.latestRound() + any(2));
      case 2 -> slander();
      case 3 -> forgeAnEnd();
      case 4 -> replay();
      default -> lead();
    }
    world.at(world.now() + 20 + any(120), this::act);
  }

  private void tell(AgentId from, Letter letter) {
    for (var member : any(3) == 0 ? world.anyHonest() : List.copyOf(world.honest.keySet())) {
      tell(from, member, letter);
    }
  }

  private void tell(AgentId from, AgentId to, Letter letter) {
    world.deliver(Objects.requireNonNull(world.honest.get(to)), from, letter, 1 + any(30));
  }

  private void twoPapers() {
    var liar = any(liars);
    for (var member : world.anyHonest()) {
      tell(liar, member, new Letter.Papers(List.of(sign(liar, world.anyPaper()))));
    }
  }

  private <S extends Statement> Signed<S> sign(AgentId liar, S statement) {
    return world.town.sign(liar, agenda, statement);
  }

  /** For everything that is there. */
  private void vote(int round, String digest) {
    digests.computeIfAbsent(round, it -> new HashSet<>()).add(digest);
    for (var liar : liars) {
      if (any(4) > 0) {
        tell(liar, new Letter.Prepared(sign(liar, new Statement.Prepare(round, digest))));
      }
      if (any(4) > 0) {
        tell(liar, new Letter.Committed(sign(liar, new Statement.Commit(round, digest))));
      }
    }
  }

  // As if there had been no lock.
  private void hideLocks(int round) {
    if (round > 0) {
      for (var liar : liars) {
        tell(liar, any(4) == 0 ? invention(liar, round) : blankLetter(liar, round));
      }
    }
  }

  private Report blank(AgentId liar, int round) {
    return new Report(
        sign(liar, new Statement.RoundChange(round, Statement.NO_ROUND, "")), List.of());
  }

  private Letter blankLetter(AgentId liar, int round) {
    return new Letter.Changed(blank(liar, round), Optional.empty());
  }

  private Letter invention(AgentId liar, int round) {
    var digest = sets.isEmpty() ? "" : any(List.copyOf(sets.keySet()));
    return new Letter.Changed(invented(liar, round, digest), Optional.ofNullable(sets.get(digest)));
  }

  // A lock that nobody has, with too few prepares, or with those of another round.
  private Report invented(AgentId liar, int round, String digest) {
    var proof = new ArrayList<Signed<Statement.Prepare>>();
    for (var each : liars) {
      proof.add(sign(each, new Statement.Prepare(round - 1, digest)));
    }
    prepares.forEach((prepare, those) -> {
      if (prepare.digest().equals(digest) && any(2) == 0) {
        proof.addAll(those.values());
      }
    });
    if (any(2) == 0) {
      while (proof.size() < agenda.charter().quorum()) {
        proof.add(proof.getFirst());
      }
    }
    return new Report(sign(liar, new Statement.RoundChange(round, round - 1, digest)), proof);
  }

  private void follow(int round) {
    if (any(2) == 0) {
      hideLocks(round);
    }
    if (liars.contains(agenda.leader(round))) {
      world.at(world.now() + 1 + any(100), () -> lead(round));
    }
  }

  private void lead() {
    lead(world.latestRound() + (any(3) == 0 ? 1 : 0));
    if (any(4) == 0) {
      lead(0);
    }
  }

  /** Different sets to different members. */
  private void lead(int round) {
    var leader = agenda.leader(round);
    if (!liars.contains(leader) || papers.isEmpty()) {
      return;
    }
    if (!proposedIn.add(round) && any(3) > 0) {
      return;
    }
    for (var set : List.of(anySet(), anySet())) {
      propose(leader, round, set, world.anyHonest());
    }
    sets.values().stream()
        .skip(any(sets.size() + 1))
        .findFirst()
        .ifPresent(old -> propose(leader, round, old, world.anyHonest()));
  }

  private void propose(AgentId leader, int round, BallotSet set, List<AgentId> to) {
    var digest = agenda.judge(set).digest();
    sets.putIfAbsent(digest, set);
    var letter =
        new Letter.Proposed(
            sign(leader, new Statement.Propose(round, digest)), set, justification(round, digest));
    to.forEach(member -> tell(leader, member, letter));
    vote(round, digest);
  }

  private List<Report> justification(int round, String digest) {
    if (round == 0) {
      return List.of();
    }
    var all = new TreeMap<AgentId, Report>();
    reports.getOrDefault(round, Map.of()).values().stream()
        .sorted(Comparator.comparingInt(Report::prepared))
        .limit(agenda.charter().quorum() - liars.size())
        .forEach(report -> all.put(report.change().signer(), report));
    boolean invents = any(3) == 0;
    liars.forEach(
        liar -> all.put(liar, invents ? invented(liar, round, digest) : blank(liar, round)));
    if (any(3) == 0) {
      // What was said of other rounds, in place of what is missing.
      reports.values().forEach(those -> those.forEach(all::putIfAbsent));
    }
    var list = new ArrayList<>(all.values());
    if (any(3) == 0) {
      // The same liar as often as it takes.
      while (list.size() < agenda.charter().quorum()) {
        list.add(blank(liars.getFirst(), round));
      }
    }
    return list;
  }

  /** All ballots but for some, and its own as it likes. */
  private BallotSet anySet() {
    var some = new TreeMap<>(papers);
    for (var liar : liars) {
      if (any(4) > 0) {
        some.put(liar, sign(liar, world.anyPaper()));
      }
    }
    if (any(2) == 0 && !papers.isEmpty()) {
      some.remove(any(List.copyOf(papers.keySet())));
    }
    if (any(6) == 0) {
      some.replaceAll((member, paper) -> ToyKeys.rewritten(paper));
    }
    return BallotSet.of(some.values());
  }

  // The same contents with signatures written in another way, and contents that nobody signed.
  private void slander() {
    if (papers.isEmpty()) {
      return;
    }
    var paper = any(List.copyOf(papers.values()));
    var rewritten = ToyKeys.rewritten(paper);
    var invented = new Signed<>(paper.signer(), world.anyPaper(), paper.signature());
    tell(any(liars), new Letter.Accused(new Evidence(paper, rewritten)));
    tell(any(liars), new Letter.Accused(new Evidence(paper, invented)));
    tell(any(liars), new Letter.Papers(List.of(rewritten)));
    tell(any(liars), new Letter.Papers(List.of(invented)));
    prepares.values().stream()
        .skip(any(prepares.size() + 1))
        .findFirst()
        .ifPresent(those ->
            those
                .values()
                .forEach(it -> tell(any(liars), new Letter.Prepared(ToyKeys.rewritten(it)))));
  }

  // Commits of liars alone, each as often as it takes.
  private void forgeAnEnd() {
    var set = anySet();
    var judgement = agenda.judge(set);
    int round = any(world.latestRound() + 1);
    var commits = new ArrayList<Signed<Statement.Commit>>();
    liars.forEach(it -> commits.add(sign(it, new Statement.Commit(round, judgement.digest()))));
    var forger = commits.getFirst();
    while (commits.size() < agenda.charter().quorum()) {
      commits.add(
          any(2) == 0
              ? forger
              : new Signed<>(
                  any(List.copyOf(world.honest.keySet())), forger.statement(), forger.signature()));
    }
    tell(
        any(liars),
        new Letter.Ended(new Certificate(agenda, set, judgement.decisions(), round, commits)));
  }

  private void replay() {
    if (!seen.isEmpty()) {
      for (int i = 0; i < 5; i++) {
        tell(any(liars), any(seen));
      }
    }
  }
}
