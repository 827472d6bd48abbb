package dev.maos.testkit;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.consensus.CastAnswer;
import dev.maos.consensus.CastRequest;
import dev.maos.consensus.Chore;
import dev.maos.consensus.Closures;
import dev.maos.consensus.DecisionStore;
import dev.maos.consensus.EndAnswer;
import dev.maos.consensus.Listening;
import dev.maos.consensus.LogPart;
import dev.maos.consensus.OpenAnswer;
import dev.maos.consensus.Proposal;
import dev.maos.consensus.ProposalId;
import dev.maos.consensus.StoredVote;
import dev.maos.consensus.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One process's line to a store that others use as well: steps can fail before they are taken or
 * after, the process can die, bells can get lost, and another store can take the place of this one.
 */
final class TroubledDecisionStore implements DecisionStore {
  private volatile DecisionStore store;
  private volatile Trouble trouble = Trouble.NONE;
  private volatile boolean dead;
  private volatile boolean deaf;

  /** What happens around a step: it throws to make the step fail. */
  interface Trouble {
    Trouble NONE = step -> {};

    void before(String step);

    default void after(String step) {}
  }

  TroubledDecisionStore(DecisionStore store) {
    this.store = store;
  }

  static MaosException lost() {
    return new MaosException(ErrorCode.OUTCOME_UNKNOWN, "the answer was lost");
  }

  void trouble(Trouble other) {
    trouble = other;
  }

  /** From now on nothing is heard of this process. */
  void die() {
    dead = true;
  }

  /** From now on no bell rings. */
  void loseBells() {
    deaf = true;
  }

  void switchTo(DecisionStore other) {
    store = other;
  }

  private <T> T step(String name, Supplier<T> step) {
    check();
    trouble.before(name);
    check();
    var answer = step.get();
    trouble.after(name);
    check();
    return answer;
  }

  private void check() {
    if (dead) {
      throw lost();
    }
  }

  @Override
  public Instant now() {
    return step("now", () -> store.now());
  }

  @Override
  public OpenAnswer propose(Proposal proposal) {
    return step("propose", () -> store.propose(proposal));
  }

  @Override
  public Optional<StoredVote> read(ProposalId id) {
    return step("read", () -> store.read(id));
  }

  @Override
  public LogPart entries(ProposalId id, long from) {
    return step("entries", () -> store.entries(id, from));
  }

  @Override
  public CastAnswer cast(ProposalId id, CastRequest request, long from) {
    return step("cast", () -> store.cast(id, request, from));
  }

  @Override
  public EndAnswer decide(ProposalId id, Verdict verdict, Basis basis, long from) {
    return step("decide", () -> store.decide(id, verdict, basis, from));
  }

  @Override
  public EndAnswer cancel(ProposalId id, AgentId who, Verdict verdict, long from) {
    return step("cancel", () -> store.cancel(id, who, verdict, from));
  }

  @Override
  public Closures closed(long after, int limit) {
    return step("closed", () -> store.closed(after, limit));
  }

  @Override
  public List<ProposalId> open(Optional<ProposalId> after, int limit) {
    return step("open", () -> store.open(after, limit));
  }

  @Override
  public long openCount() {
    return step("openCount", () -> store.openCount());
  }

  @Override
  public List<Chore> take(int limit, Duration lease) {
    return step("take", () -> store.take(limit, lease));
  }

  @Override
  public void done(List<Done> chores) {
    var _ =
        step(
            "done",
            () -> {
              store.done(chores);
              return chores;
            });
  }

  @Override
  public Push push() {
    return deaf ? Push.BEST_EFFORT : Push.RELIABLE;
  }

  @Override
  public Listening listen(Consumer<Optional<ProposalId>> bell) {
    return store.listen(id -> {
      if (!deaf && !dead) {
        bell.accept(id);
      }
    });
  }
}
