package dev.maos.consensus.resolution;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A conflict on its way to its settlement: what is known, and what follows from it.
 *
 * <p>Pure: the same conflict, policy and statements lead to the same steps, everywhere. It says
 * what it needs to go on; what arrived is put behind the statements, and it is asked again.
 */
final class Hearing {
  private final Conflict conflict;
  private final Policy policy;
  private final Instant opened;
  private final Map<Asked, Statement> answers = new HashMap<>();
  private final Map<Integer, Statement.Voted> votes = new HashMap<>();
  private final Set<Object> used = new HashSet<>();
  private final List<Step> steps = new ArrayList<>();

  private Hearing(Conflict conflict, Policy policy, Instant opened, List<Statement> statements) {
    policy.check(conflict);
    this.conflict = conflict;
    this.policy = policy;
    this.opened = opened;
    statements.forEach(this::note);
  }

  /** What is known now. */
  static Progress of(Conflict conflict, Policy policy, Instant opened, List<Statement> statements) {
    return new Hearing(conflict, policy, opened, statements).progress();
  }

  /**
   * How far it has come.
   *
   * @param last what the last protocol that was asked has to say
   * @param used how many statements it depends on
   */
  record Progress(List<Step> steps, Finding last, int used) {
    Optional<Settlement> settlement() {
      return last instanceof Finding.Resolved(var settlement, _, _)
          ? Optional.of(settlement)
          : Optional.empty();
    }
  }

  // What is said first stands.
  private void note(Statement statement) {
    switch (statement) {
      case Statement.Said said -> answers.putIfAbsent(said.asked(), said);
      case Statement.Silent silent -> answers.putIfAbsent(silent.asked(), silent);
      case Statement.Voted voted -> votes.putIfAbsent(voted.step(), voted);
    }
  }

  private Progress progress() {
    var began = opened;
    for (int i = 0; ; i++) {
      var protocol = policy.chain().get(i);
      var finding = new Scene(this, i, began).play(protocol);
      switch (finding) {
        case Finding.Passed(var at, var why) -> {
          steps.add(new Step(protocol.name(), began, at, Optional.empty(), why));
          began = at;
        }
        case Finding.Resolved(var settlement, var at, var why) -> {
          steps.add(new Step(protocol.name(), began, at, Optional.of(settlement), why));
          return progress(finding);
        }
        case Finding.Asks _, Finding.Polls _ -> {
          return progress(finding);
        }
      }
    }
  }

  private Progress progress(Finding last) {
    return new Progress(List.copyOf(steps), last, used.size());
  }

  Conflict conflict() {
    return conflict;
  }

  Optional<Statement> statement(Asked asked) {
    return using(asked, Optional.ofNullable(answers.get(asked)));
  }

  Optional<Statement.Voted> vote(int step) {
    return using(step, Optional.ofNullable(votes.get(step)));
  }

  private <T> Optional<T> using(Object key, Optional<T> statement) {
    if (statement.isPresent()) {
      used.add(key);
    }
    return statement;
  }
}
