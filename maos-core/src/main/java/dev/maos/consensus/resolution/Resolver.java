package dev.maos.consensus.resolution;

import dev.maos.base.AgentId;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.base.TimeSource;
import dev.maos.consensus.Consensus;
import dev.maos.consensus.ProposalId;
import dev.maos.consensus.Subject;
import dev.maos.consensus.VoteExport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/**
 * Resolves conflicts by the protocols of a policy, one after the other.
 *
 * <p>
 *
 * {@snippet :
 * var resolution =
 *     resolver.resolve(
 *         Conflict.on(
 *             "colour of the button",
 *             Claim.of(ann, Value.of("green"), 1),
 *             Claim.of(bob, Value.of("blue"), 2)),
 *         Policy.of(
 *             new Protocol.Priority(),
 *             new Protocol.Escalate(
 *                 human, Duration.ofHours(1), new Protocol.FirstWins())));
 * }
 *
 * <p>What comes out follows from what the agents said, and from nothing else: see {@link
 * Resolution#problems}. A call takes as long as its agents, but no longer than the patience of all
 * its questions together, and holds up no other conflict. If it fails or is interrupted, nothing is
 * resolved, and it may be begun anew. Thread-safe.
 */
public final class Resolver {
  /** How much longer than a vote is open its end is waited for. */
  private static final Duration AFTER_THE_DEADLINE = Duration.ofSeconds(30);

  private final AgentId self;
  private final Consensus consensus;
  private final Envoy envoy;
  private final TimeSource time;

  /**
   * A resolver.
   *
   * @param self in whose name it asks, and proposes votes
   */
  public Resolver(AgentId self, Consensus consensus, Envoy envoy, TimeSource time) {
    this.self = Objects.requireNonNull(self, "self");
    this.consensus = Objects.requireNonNull(consensus, "consensus");
    this.envoy = Objects.requireNonNull(envoy, "envoy");
    this.time = Objects.requireNonNull(time, "time");
  }

  /**
   * Resolves a conflict.
   *
   * @throws InvalidInputException {@link dev.maos.base.ErrorCode#INVALID_RESOLUTION_POLICY} if a
   *     party would rule on it
   * @throws MaosException if a vote cannot be held
   */
  public Resolution resolve(Conflict conflict, Policy policy) throws InterruptedException {
    var opened = time.now();
    var statements = new ArrayList<Statement>();
    while (true) {
      switch (Hearing.of(conflict, policy, opened, statements).last()) {
        case Finding.Resolved(var settlement, _, _) -> {
          return new Resolution(conflict, policy, opened, statements, settlement);
        }
        case Finding.Asks(var questions) -> statements.addAll(askAll(conflict, questions));
        case Finding.Polls poll -> statements.add(hold(conflict, poll));
        case Finding.Passed _ -> throw new AssertionError("the last protocol resolves it");
      }
    }
  }

  // Agents are asked at the same time, so that a slow one costs the others nothing.
  private List<Statement> askAll(Conflict conflict, List<Question> questions)
      throws InterruptedException {
    var calls = new ArrayList<Callable<Statement>>();
    questions.forEach(question -> calls.add(() -> ask(conflict, question)));
    var statements = new ArrayList<Statement>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var done : threads.invokeAll(calls)) {
        statements.add(done.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("the envoy of conflicts failed", e.getCause());
    }
    return statements;
  }

  private Statement ask(Conflict conflict, Question question) throws InterruptedException {
    var patience = Duration.between(time.now(), question.until());
    if (!patience.isPositive()) {
      return new Statement.Silent(question.asked(), "there was no time left", time.now());
    }
    try {
      return envoy
          .ask(conflict, question, patience)
          .<Statement>map(answer -> new Statement.Said(question.asked(), answer, time.now()))
          .orElseGet(() ->
              new Statement.Silent(question.asked(), "it did not answer in time", time.now()));
    } catch (MaosException notUnderstood) {
      var why = notUnderstood.code() + " when it was asked";
      return new Statement.Silent(question.asked(), why, time.now());
    }
  }

  private Statement hold(Conflict conflict, Finding.Polls poll) throws InterruptedException {
    var subject = Subject.of(self, conflict.subject(), poll.description());
    var proposal = consensus.propose(subject, poll.contest(), poll.electorate(), poll.open());
    var id = proposal.id();
    var result = consensus.await(id, poll.open().plus(AFTER_THE_DEADLINE));
    return new Statement.Voted(poll.step(), result.map(_ -> exported(id)), time.now());
  }

  private VoteExport exported(ProposalId id) {
    return consensus.audit().export(id);
  }
}
