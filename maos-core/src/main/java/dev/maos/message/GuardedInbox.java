package dev.maos.message;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.message.DeadLetter.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An inbox with a guard at its door: what is refused goes to the dead letters as it came, and its
 * reader never sees it. Thread-safe.
 */
final class GuardedInbox implements Inbox {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedInbox.class);

  private final Inbox inbox;
  private final MessageGuard guard;

  GuardedInbox(Inbox inbox, MessageGuard guard) {
    this.inbox = inbox;
    this.guard = guard;
  }

  static Inbox storage(Inbox inbox) {
    return inbox instanceof GuardedInbox guarded ? guarded.inbox : inbox;
  }

  @Override
  public List<Claim> take(int max) {
    return admitted(inbox.take(max), max);
  }

  /** Those that the guard lets in; if it refuses all, there may be more behind them. */
  private List<Claim> admitted(List<Claim> taken, int max) {
    var more = taken;
    while (!more.isEmpty()) {
      var admitted = admitted(more);
      if (!admitted.isEmpty()) {
        return admitted;
      }
      more = inbox.take(max);
    }
    return more;
  }

  private List<Claim> admitted(List<Claim> taken) {
    var arrivals = arrivals(taken);
    var admitted = new ArrayList<Claim>(taken.size());
    for (int i = 0; i < taken.size(); i++) {
      var claim = taken.get(i);
      try {
        admitted.add(OpenedClaim.of(claim, arrivals.get(i)));
        if (claim.envelope().message().guarantee() == Guarantee.AT_MOST_ONCE) {
          arrivals.get(i).handled();
        }
      } catch (RuntimeException refusal) {
        bury(claim, refusal);
      }
    }
    return admitted;
  }

  // Nothing is known of these yet, so they are for somebody to take again.
  private List<MessageGuard.Arrival> arrivals(List<Claim> taken) {
    if (taken.isEmpty()) {
      return List.of();
    }
    try {
      return arriving(taken);
    } catch (MaosException e) {
      var _ = inbox.handBackAll(taken);
      throw e;
    }
  }

  private List<MessageGuard.Arrival> arriving(List<Claim> taken) {
    try {
      return guard.arriving(taken);
    } catch (MaosException e) {
      throw e;
    } catch (RuntimeException e) {
      // One that the guard stumbles over keeps nobody from reading the others.
      return taken.stream().map(this::alone).toList();
    }
  }

  private MessageGuard.Arrival alone(Claim claim) {
    try {
      return guard.arriving(List.of(claim)).getFirst();
    } catch (MaosException e) {
      throw e;
    } catch (RuntimeException e) {
      return new Stumbled(e);
    }
  }

  private record Stumbled(RuntimeException why) implements MessageGuard.Arrival {
    @Override
    public Envelope opened() {
      throw why;
    }

    @Override
    public void handled() {}
  }

  private void bury(Claim claim, RuntimeException refusal) {
    var code = refusal instanceof MaosException known ? known.code() : ErrorCode.SECURITY_REJECTED;
    var _ = inbox.bury(claim, Reason.REFUSED, code.name());
    if (!(refusal instanceof MaosException)) {
      LOG.atError().setCause(refusal).log("the guard has stumbled");
    }
    LOG.atWarn()
        .addKeyValue("messageId", claim.envelope().id())
        .addKeyValue("queue", claim.queue())
        .addKeyValue("code", code)
        .log("message refused at the door");
  }

  @Override
  public int worthTaking() {
    return inbox.worthTaking();
  }

  @Override
  public List<Settled> acknowledge(List<Claim> claims) {
    return noted(claims, inbox.acknowledge(OpenedClaim.stored(claims)));
  }

  private static List<Settled> noted(List<Claim> claims, List<Settled> answers) {
    for (int i = 0; i < claims.size(); i++) {
      note(claims.get(i), answers.get(i));
    }
    return answers;
  }

  private static Settled note(Claim claim, Settled answer) {
    if (answer == Settled.NOW) {
      OpenedClaim.handled(claim);
    }
    return answer;
  }

  @Override
  public CompletionStage<Settled> acknowledgeSoon(Claim claim) {
    return inbox
        .acknowledgeSoon(OpenedClaim.stored(claim))
        .thenApply(answer -> note(claim, answer));
  }

  @Override
  public Exchange exchange(List<Claim> done, int max) {
    return admitted(done, inbox.exchange(OpenedClaim.stored(done), max), max);
  }

  private Exchange admitted(List<Claim> done, Exchange exchange, int max) {
    return new Exchange(noted(done, exchange.settled()), admitted(exchange.taken(), max));
  }

  @Override
  public Optional<Ahead> exchangeAhead(List<Claim> done, int max) {
    return inbox
        .exchangeAhead(OpenedClaim.stored(done), max)
        .map(ahead -> new GuardedAhead(ahead, done, max));
  }

  /** What it brings passes the guard when somebody waits for it. */
  private final class GuardedAhead implements Ahead {
    private final Ahead ahead;
    private final List<Claim> done;
    private final int max;

    GuardedAhead(Ahead ahead, List<Claim> done, int max) {
      this.ahead = ahead;
      this.done = done;
      this.max = max;
    }

    @Override
    public boolean isThere() {
      return ahead.isThere();
    }

    @Override
    public Exchange await() {
      return admitted(done, ahead.await(), max);
    }

    @Override
    public void giveUp() {
      ahead.giveUp();
    }
  }

  @Override
  public Settled release(Claim claim, Duration delay) {
    return inbox.release(OpenedClaim.stored(claim), delay);
  }

  @Override
  public Settled handBack(Claim claim) {
    return inbox.handBack(OpenedClaim.stored(claim));
  }

  @Override
  public List<Settled> handBackAll(List<Claim> claims) {
    return inbox.handBackAll(OpenedClaim.stored(claims));
  }

  @Override
  public Settled bury(Claim claim, Reason reason, String detail) {
    return inbox.bury(OpenedClaim.stored(claim), reason, detail);
  }

  @Override
  public Settled extend(Claim claim) {
    return inbox.extend(OpenedClaim.stored(claim));
  }

  @Override
  public List<Settled> extendAll(List<Claim> claims) {
    return inbox.extendAll(OpenedClaim.stored(claims));
  }

  @Override
  public int backlog() {
    return inbox.backlog();
  }

  @Override
  public void abandon() {
    inbox.abandon();
  }

  @Override
  public void close() {
    inbox.close();
  }
}
