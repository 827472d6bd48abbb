package dev.maos.redis.decisions;

import static dev.maos.redis.decisions.VoteSteps.bytes;

import dev.maos.base.AgentId;
import dev.maos.consensus.CastAnswer;
import dev.maos.consensus.CastRequest;
import dev.maos.consensus.Chore;
import dev.maos.consensus.Closure;
import dev.maos.consensus.Closures;
import dev.maos.consensus.DecisionStore;
import dev.maos.consensus.EndAnswer;
import dev.maos.consensus.Listening;
import dev.maos.consensus.LogPart;
import dev.maos.consensus.OpenAnswer;
import dev.maos.consensus.Proposal;
import dev.maos.consensus.ProposalId;
import dev.maos.consensus.StoreRefusal;
import dev.maos.consensus.StoredVote;
import dev.maos.consensus.Terms;
import dev.maos.consensus.TieRule;
import dev.maos.consensus.Verdict;
import dev.maos.consensus.VoteForm;
import dev.maos.redis.link.LinkException;
import dev.maos.redis.link.RedisLink;
import dev.maos.redis.link.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The storage of votes in Redis, shared by all processes that name the same server and namespace.
 *
 * <p>At most 100,000 votes are open. One that has ended is kept for 30 days, and its place in the
 * line of ends for ever, which takes some 250 bytes. An answer that was lost is asked for again for
 * the command timeout of the URI, and whatever was asked takes effect once; after that it fails
 * with {@link LinkException}. Its methods wait for the server, so they must not be called on the
 * link's I/O thread, on which its bells ring. Thread-safe.
 */
public final class RedisDecisionStore implements DecisionStore {
  private static final int MAX_OPEN = 100_000;
  private static final String UNKNOWN = "unknown";

  private final VoteSteps steps;
  private final VoteBells bells;

  /** A store in the namespace of a link, which stays the caller's to close. */
  public RedisDecisionStore(RedisLink link) {
    this(link, VoteLibrary.load(), step -> {});
  }

  /** With a hook that is told before and after each step, such as {@code "after cast"}. */
  RedisDecisionStore(RedisLink link, VoteLibrary library, Consumer<String> hook) {
    var prefix = link.uri().prefix() + "votes:";
    this.steps = new VoteSteps(link, prefix, library, hook);
    this.bells = new VoteBells(link, prefix + "bell");
  }

  /** How many steps wait for calls of the server that are under way. */
  int waiting() {
    return steps.waiting();
  }

  @Override
  public Instant now() {
    return VoteForm.instant(steps.settle("now", List.of()).number(1));
  }

  @Override
  public OpenAnswer propose(Proposal proposal) {
    var ending = proposal.terms().ending();
    var arguments = new ArrayList<byte[]>();
    arguments.add(bytes(proposal.id().value()));
    arguments.add(proposal.canonical());
    arguments.add(bytes(proposal.terms().deadline().toEpochMilli()));
    arguments.add(bytes(ending == Terms.Ending.WHEN_CERTAIN ? 1 : 0));
    arguments.add(bytes(ending == Terms.Ending.REVISABLE ? 1 : 0));
    arguments.add(bytes(proposal.subject().proposer().value()));
    arguments.add(steps.freshName());
    arguments.add(bytes(MAX_OPEN));
    proposal.electorate().weights().keySet().forEach(it -> arguments.add(bytes(it.value())));
    for (var tie : proposal.contest().ties()) {
      if (tie instanceof TieRule.Arbiter(var arbiter)) {
        arguments.add(bytes(arbiter.value()));
      }
    }
    var reply = steps.write("propose", arguments);
    return switch (reply.status()) {
      case "full" -> throw StoreRefusal.full(MAX_OPEN);
      case "past" -> throw StoreRefusal.past(proposal, VoteForm.instant(reply.number(1)));
      case "opened" -> new OpenAnswer(OpenAnswer.Outcome.OPENED, StoredVotes.log(reply));
      default -> new OpenAnswer(OpenAnswer.Outcome.KNOWN, StoredVotes.log(reply));
    };
  }

  @Override
  public Optional<StoredVote> read(ProposalId id) {
    var reply = steps.settle("read", List.of(bytes(id.value())));
    return reply.status().equals(UNKNOWN)
        ? Optional.empty()
        : Optional.of(new StoredVote(VoteForm.proposal(reply.bytes(3)), StoredVotes.log(reply)));
  }

  @Override
  public LogPart entries(ProposalId id, long from) {
    var arguments = List.of(bytes(id.value()), bytes(from));
    return StoredVotes.log(known(steps.settle("entries", arguments), id));
  }

  @Override
  public CastAnswer cast(ProposalId id, CastRequest request, long from) {
    var arguments =
        List.of(
            bytes(id.value()),
            bytes(from),
            bytes(request.voter().value()),
            bytes(request.revision()),
            VoteForm.write(request));
    var reply = known(steps.write("cast", arguments), id);
    return new CastAnswer(casting(reply.status()), reply.number(3), StoredVotes.log(reply));
  }

  private static CastAnswer.Outcome casting(String word) {
    return switch (word) {
      case "taken" -> CastAnswer.Outcome.TAKEN;
      case "repeated" -> CastAnswer.Outcome.REPEATED;
      case "voted" -> CastAnswer.Outcome.ALREADY_VOTED;
      case "stale" -> CastAnswer.Outcome.STALE_REVISION;
      case "late" -> CastAnswer.Outcome.LATE;
      case "stranger" -> CastAnswer.Outcome.NOT_ELIGIBLE;
      default -> CastAnswer.Outcome.ENDED;
    };
  }

  @Override
  public EndAnswer decide(ProposalId id, Verdict verdict, Basis basis, long from) {
    StoreRefusal.checkCounted(verdict);
    var arguments = ending(id, verdict, from);
    arguments.add(bytes(verdict.covers().sequence()));
    arguments.add(bytes(basis.name().toLowerCase(Locale.ROOT)));
    return ended(known(steps.settle("decide", arguments), id));
  }

  @Override
  public EndAnswer cancel(ProposalId id, AgentId who, Verdict verdict, long from) {
    StoreRefusal.checkCancelled(verdict);
    var arguments = ending(id, verdict, from);
    arguments.add(bytes(who.value()));
    return ended(known(steps.settle("cancel", arguments), id));
  }

  private List<byte[]> ending(ProposalId id, Verdict verdict, long from) {
    return new ArrayList<>(
        List.of(
            bytes(id.value()),
            bytes(from),
            StoredVotes.verdict(verdict),
            steps.freshName(),
            steps.sharded()));
  }

  private static EndAnswer ended(Reply reply) {
    var outcome =
        switch (reply.status()) {
          case "done" -> EndAnswer.Outcome.ENDED;
          case "early" -> EndAnswer.Outcome.TOO_EARLY;
          case "incomplete" -> EndAnswer.Outcome.INCOMPLETE;
          case "forbidden" -> EndAnswer.Outcome.FORBIDDEN;
          default -> EndAnswer.Outcome.ENDED_BEFORE;
        };
    return new EndAnswer(outcome, StoredVotes.log(reply));
  }

  /** The reply to a step on a vote that there must be. */
  private static Reply known(Reply reply, ProposalId id) {
    if (reply.status().equals(UNKNOWN)) {
      throw StoreRefusal.unknown(id);
    }
    return reply;
  }

  @Override
  public Closures closed(long after, int limit) {
    var arguments = List.of(bytes(after), bytes(limit));
    var reply = steps.settle("closed", arguments);
    var entries = reply.list(3);
    var closures = new ArrayList<Closure>(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      closures.add(StoredVotes.closure(after + 1 + i, entries.bytes(i)));
    }
    return new Closures(reply.number(1), reply.number(2), closures);
  }

  @Override
  public List<ProposalId> open(Optional<ProposalId> after, int limit) {
    var behind = after.map(ProposalId::value).orElse("");
    var arguments = List.of(bytes(behind), bytes(limit));
    var ids = steps.settle("open", arguments).list(1);
    var open = new ArrayList<ProposalId>(ids.size());
    for (int i = 0; i < ids.size(); i++) {
      open.add(ProposalId.of(ids.text(i)));
    }
    return open;
  }

  @Override
  public long openCount() {
    return steps.settle("opencount", List.of()).number(1);
  }

  @Override
  public List<Chore> take(int limit, Duration lease) {
    var arguments = List.of(bytes(limit), bytes(lease.toMillis()));
    var taken = steps.settle("take", arguments).list(1);
    var chores = new ArrayList<Chore>(taken.size());
    for (int i = 0; i < taken.size(); i++) {
      chores.add(StoredVotes.chore(taken.text(i)));
    }
    return chores;
  }

  @Override
  public void done(List<Done> chores) {
    var arguments = new ArrayList<byte[]>(2 * chores.size());
    for (var each : chores) {
      arguments.add(StoredVotes.chore(each.chore()));
      arguments.add(bytes(each.upTo()));
    }
    if (!arguments.isEmpty()) {
      var _ = steps.settle("done", arguments);
    }
  }

  /** A bell may be lost with a connection; whoever comes back is rung. */
  @Override
  public Push push() {
    return Push.BEST_EFFORT;
  }

  @Override
  public Listening listen(Consumer<Optional<ProposalId>> bell) {
    return bells.listen(bell);
  }
}
