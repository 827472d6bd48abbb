package dev.maos.redis.bus;

import dev.maos.base.MaosException;
import dev.maos.message.Claim;
import dev.maos.message.DeadLetter;
import dev.maos.message.Inbox;
import dev.maos.message.InboxSpec;
import dev.maos.message.Settled;
import dev.maos.message.TransportException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reader in Redis. The server keeps its leases and its appetite; here is only what this process
 * needs to name its claims. Thread-safe.
 */
final class RedisInbox implements Inbox {
  private static final Logger LOG = LoggerFactory.getLogger(RedisInbox.class);

  /** While they are handled quickly: a trip to the server then costs little for each. */
  private static final int WORTH_TAKING = 1_024;

  /** Of a burial's reason; what is listed later is shorter still. */
  private static final int LONGEST_DETAIL = 600;

  private static final Settling NOTHING = new Settling(List.of());

  private final RedisTransport transport;
  private final InboxSpec spec;
  private final Runnable bell;
  private final Holdings holdings = new Holdings(this);
  private final Object soonLock = new Object();
  private @Nullable Acknowledging soon;
  private final Taking taking;
  private final Riding riding;
  private final HeardReader heard;

  /** Whether the server may have something: it rang, or gave something the last time. */
  private volatile boolean asksServer = true;

  /** Whether the last round was brought by something that was published here. */
  private volatile boolean hasRidden;

  /** Whose turn it is where only one is taken. */
  private volatile boolean isHeardsTurn;

  private volatile boolean open = true;

  RedisInbox(
      RedisTransport transport, InboxSpec spec, ReaderName name, HeardQueue hears, Runnable bell) {
    this.transport = transport;
    this.spec = spec;
    this.bell = bell;
    this.taking = new Taking(transport, this, spec, name, holdings);
    this.riding = new Riding(transport.hungry(), taking, spec, this::ring);
    this.heard = new HeardReader(hears, this, spec, transport.clock());
    hears.enter(heard);
  }

  long number() {
    return taking.name().number();
  }

  Holdings holdings() {
    return holdings;
  }

  /** The server has something, or may have. */
  void ring() {
    asksServer = true;
    riding.rang();
    bell.run();
  }

  /** Something was heard. */
  void ringHeard() {
    riding.rang();
    bell.run();
  }

  // Taking and acknowledging.

  @Override
  public int worthTaking() {
    return WORTH_TAKING;
  }

  @Override
  public List<Claim> take(int max) {
    return exchange(List.of(), max).taken();
  }

  @Override
  public Exchange exchange(List<Claim> done, int max) {
    var exchange = exchangeOneWay(done, max);
    if (exchange.taken().isEmpty() && max > 0) {
      riding.cameAwayEmpty(max);
    }
    return exchange;
  }

  private Exchange exchangeOneWay(List<Claim> done, int max) {
    var ridden = riding.looksItself();
    if (ridden != null) {
      if (rides(max) && ridden.most() <= max && !ridden.isStale()) {
        return takeRidden(ridden, acknowledgeBefore(ridden, done), List.of(), max);
      }
      ridden.putBack();
    } else if (hasRidden && rides(max)) {
      ridden = riding.await(done, max);
      if (ridden != null) {
        return takeRidden(ridden, List.of(), done, max);
      }
    }
    hasRidden = false;
    return askAll(done, max);
  }

  /** What was brought is kept for the next time if this fails, or nobody would know of it. */
  private List<Settled> acknowledgeBefore(Taking.Begun ridden, List<Claim> done) {
    try {
      return acknowledge(done);
    } catch (RuntimeException failure) {
      riding.keep(ridden);
      throw failure;
    }
  }

  /** Whether messages may come by what is published here: nothing else has to be handled first. */
  private boolean rides(int max) {
    return open && max > 0 && !heard.queue().isOlder();
  }

  /**
   * What went along with something that was published.
   *
   * @param before what became of claims that did not go along
   * @param along what went along to be acknowledged
   */
  private Exchange takeRidden(
      Taking.Begun ridden, List<Settled> before, List<Claim> along, int max) {
    asksServer = true;
    hasRidden = false;
    Exchange stored;
    try {
      stored = ridden.await();
    } catch (TransportException refused) {
      // What is published is refused by a full server, what settles is not: it goes by itself.
      return after(before, askAll(along, max));
    }
    if (stored.taken().isEmpty()) {
      return after(before, new Exchange(stored.settled(), askAll(List.of(), max).taken()));
    }
    hasRidden = true;
    var claims = heard.take(Math.max(0, max - stored.taken().size()));
    heard.queue().busy(heard);
    return after(before, new Exchange(stored.settled(), byLane(stored.taken(), claims)));
  }

  private static Exchange after(List<Settled> before, Exchange exchange) {
    return before.isEmpty() ? exchange : new Exchange(before, exchange.taken());
  }

  private Exchange askAll(List<Claim> done, int max) {
    if (!open) {
      return new Exchange(acknowledge(done), List.of());
    }
    if (max == 0) {
      heard.queue().busy(heard);
      return askServer(done, 0);
    }
    // What is older than anything of its kind in the server goes first, all of it.
    if (heard.queue().isOlder()) {
      var settled = acknowledge(done);
      var older = heard.take(max);
      return new Exchange(settled, older.isEmpty() ? takeBoth(List.of(), max).taken() : older);
    }
    if (done.isEmpty() && !asksServer && heard.queue().ready(heard) > 0) {
      var claims = heard.take(max);
      if (!claims.isEmpty()) {
        return new Exchange(List.of(), claims);
      }
    }
    // A bell may have been lost: whoever comes and finds nothing here looks in the server.
    return takeBoth(done, max);
  }

  /** From the server and what was heard, so that neither waits for the other. */
  private Exchange takeBoth(List<Claim> done, int max) {
    isHeardsTurn = !isHeardsTurn;
    int ours = Math.min(heard.queue().ready(heard), (max + (isHeardsTurn ? 1 : 0)) / 2);
    if (ours == max) {
      var settled = acknowledge(done);
      var claims = heard.take(max);
      return new Exchange(settled, claims.isEmpty() ? askServer(List.of(), max).taken() : claims);
    }
    var stored = askServer(done, max - ours);
    if (stored.taken().isEmpty()) {
      return new Exchange(stored.settled(), heard.take(max));
    }
    var claims = heard.take(max - stored.taken().size());
    heard.queue().busy(heard);
    return new Exchange(stored.settled(), byLane(stored.taken(), claims));
  }

  /** An empty answer of the server promises that it rings. */
  private Exchange askServer(List<Claim> done, int max) {
    asksServer = false;
    try {
      var answer = taking.exchange(done, max);
      if (max == 0 || !answer.taken().isEmpty()) {
        asksServer = true;
      }
      return answer;
    } catch (RuntimeException lost) {
      asksServer = true;
      throw lost;
    }
  }

  /** Two rounds as one, what is urgent first. */
  private static List<Claim> byLane(List<Claim> stored, List<Claim> heard) {
    var all = new ArrayList<Claim>(stored.size() + heard.size());
    int next = 0;
    for (var claim : stored) {
      while (next < heard.size() && lane(heard.get(next)) < lane(claim)) {
        all.add(heard.get(next++));
      }
      all.add(claim);
    }
    all.addAll(heard.subList(next, heard.size()));
    return all;
  }

  private static int lane(Claim claim) {
    return claim.envelope().message().priority().lane();
  }

  @Override
  public Optional<Ahead> exchangeAhead(List<Claim> done, int max) {
    // What was heard would wait as long as the server has anything.
    boolean isWorthIt =
        (asksServer || !done.isEmpty()) && heard.queue().ready(heard) == 0 && max > 0;
    if (!open || !isWorthIt) {
      return Optional.empty();
    }
    var ridden = riding.looksItself();
    if (ridden != null) {
      ridden.putBack();
    }
    asksServer = true;
    return Optional.of(taking.begin(done, max));
  }

  @Override
  public List<Settled> acknowledge(List<Claim> claims) {
    var held = holdings.held(claims);
    var settling = held.isEmpty() ? NOTHING : transport.settle(new Acknowledging(holdings, held));
    return holdings.answers(claims, held, settling);
  }

  @Override
  public CompletionStage<Settled> acknowledgeSoon(Claim claim) {
    if (!holdings.holds(claim)) {
      return CompletableFuture.completedStage(holdings.answer(claim, false));
    }
    return joinOrSend((RedisClaim) claim)
        .result()
        .thenApply(settling -> holdings.answer(claim, settling));
  }

  /** Joins the acknowledgement that waits to be sent, or sends another. */
  private Acknowledging joinOrSend(RedisClaim claim) {
    Acknowledging mine;
    synchronized (soonLock) {
      var waiting = soon;
      if (waiting != null && waiting.join(claim)) {
        return waiting;
      }
      mine = new Acknowledging(holdings, List.of(claim));
      soon = mine;
    }
    var _ = transport.settleSoon(mine);
    return mine;
  }

  // Settling one.

  @Override
  public Settled release(Claim claim, Duration delay) {
    long micros = delay.toNanos() / 1_000;
    var answer = settle('R', claim, out -> out.u64(micros));
    if (answer == Settled.NOW) {
      transport.lookAgainIn(micros);
    }
    return answer;
  }

  @Override
  public Settled handBack(Claim claim) {
    return settle('H', claim, out -> {});
  }

  @Override
  public Settled bury(Claim claim, DeadLetter.Reason reason, String detail) {
    return holdings.holds(claim)
        ? transport.settle(burial((RedisClaim) claim, reason, detail))
        : holdings.answer(claim, false);
  }

  /** Buries what this process itself cannot read. */
  void burySoon(RedisClaim claim, DeadLetter.Reason reason, String detail) {
    var _ = transport.settleSoon(burial(claim, reason, detail));
  }

  private Operation<Settled> burial(RedisClaim claim, DeadLetter.Reason reason, String detail) {
    var text = detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL));
    var out = naming('B', claim).u8(Letters.code(reason)).text(text);
    return Operation.of(out, answer -> holdings.note(claim, answer.u8()));
  }

  /**
   * Settles one claim.
   *
   * @param letter the operation
   * @param tail writes what follows the claim's name
   */
  private Settled settle(char letter, Claim claim, Consumer<Packer> tail) {
    if (!holdings.holds(claim)) {
      return holdings.answer(claim, false);
    }
    var mine = (RedisClaim) claim;
    var out = naming(letter, mine);
    tail.accept(out);
    return transport.settle(Operation.of(out, answer -> holdings.note(mine, answer.u8())));
  }

  @Override
  public List<Settled> handBackAll(List<Claim> claims) {
    return settleAll(
        claims,
        claim -> Operation.of(naming('H', claim), answer -> holdings.note(claim, answer.u8())));
  }

  @Override
  public List<Settled> extendAll(List<Claim> claims) {
    return settleAll(claims, this::extension);
  }

  /** Settles each by itself, all on their way together. */
  private List<Settled> settleAll(
      List<Claim> claims, Function<RedisClaim, Operation<Settled>> operation) {
    var begun = new ArrayList<Supplier<Settled>>(claims.size());
    for (var claim : claims) {
      if (holdings.holds(claim)) {
        var settling = operation.apply((RedisClaim) claim);
        var _ = transport.settleSoon(settling);
        begun.add(() -> transport.await(settling));
      } else {
        begun.add(() -> holdings.answer(claim, false));
      }
    }
    return begun.stream().map(Supplier::get).toList();
  }

  private Packer naming(char letter, RedisClaim claim) {
    return Packer.operation(letter).u48(holdings.grantOf(claim)).u48(claim.frame).u16(claim.index);
  }

  @Override
  public Settled extend(Claim claim) {
    if (!holdings.holds(claim)) {
      return holdings.answer(claim, false);
    }
    return transport.settle(extension((RedisClaim) claim));
  }

  private Operation<Settled> extension(RedisClaim claim) {
    var out = naming('E', claim).u64(spec.leaseMicros());
    return Operation.of(out, answer -> holdings.noteExtended(claim, answer.u8()));
  }

  @Override
  public int backlog() {
    var out = Packer.operation('K');
    taking.name().write(spec, out);
    return transport.settle(Operation.of(out, Answer::u32)) + heard.queue().backlog(heard);
  }

  // Leaving.

  @Override
  public void abandon() {
    if (closes()) {
      riding.close();
      leave(List.of());
    }
  }

  @Override
  public void close() {
    if (closes()) {
      riding.close();
      taking.close();
      leave(holdings.giveUpAll());
    }
  }

  private boolean closes() {
    synchronized (soonLock) {
      var was = open;
      open = false;
      return was;
    }
  }

  private void leave(List<Long> handedBack) {
    transport.forgetReader(this);
    heard.queue().leave(heard);
    try {
      var _ = transport.settle(taking.name().leaving(spec, handedBack));
      if (spec.sources() == InboxSpec.Sources.DIRECT) {
        // The server knows every reader by a subscription, so this one had one that hears nothing.
        var _ = transport.forget(spec.subscription());
      }
    } catch (MaosException unreachable) {
      LOG.warn(
          "leaving {} could not be told to Redis; its leases will run out: {}",
          spec.direct(),
          unreachable.getMessage());
    }
    transport.hearing().close(heard.queue());
  }
}
