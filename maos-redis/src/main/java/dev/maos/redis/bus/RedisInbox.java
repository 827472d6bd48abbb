package dev.maos.redis.bus;

import dev.maos.base.MaosException;
import dev.maos.message.Claim;
import dev.maos.message.DeadLetter;
import dev.maos.message.Inbox;
import dev.maos.message.InboxSpec;
import dev.maos.message.Settled;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reader in Redis. The server keeps its leases and its appetite; here is only what this process
 * needs to name its claims. Thread-safe.
 */
final class RedisInbox implements Inbox {
  private static final Logger LOG = LoggerFactory.getLogger(RedisInbox.class);

  /** How many messages one taking brings at most. */
  private static final int MOST = 4_096;

  /** While they are handled quickly: a trip to the server then costs little for each. */
  private static final int WORTH_TAKING = 1_024;

  /** Of a burial's reason; what is listed later is shorter still. */
  private static final int LONGEST_DETAIL = 600;

  private final RedisTransport transport;
  private final InboxSpec spec;
  private final Runnable bell;
  private final Holdings holdings = new Holdings(this);
  private final Object soonLock = new Object();
  private @Nullable Acknowledging soon;
  private volatile ReaderName name;
  private volatile byte[] credits = {8, 4, 2, 1};
  private volatile boolean open = true;

  RedisInbox(RedisTransport transport, InboxSpec spec, ReaderName name, Runnable bell) {
    this.transport = transport;
    this.spec = spec;
    this.name = name;
    this.bell = bell;
  }

  long number() {
    return name.number();
  }

  Holdings holdings() {
    return holdings;
  }

  void ring() {
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
    if (!open) {
      return new Exchange(acknowledge(done), List.of());
    }
    var held = holdings.held(done);
    var taken = exchangeHeld(held, max);
    var settled = holdings.answers(done, held);
    if (taken.isReaderForgotten()) {
      openAnew();
      taken = exchangeHeld(List.of(), max);
    }
    var claims = claims(taken);
    // What cannot be read was buried; an empty answer would mean that there is nothing.
    while (claims.isEmpty() && !taken.pieces().isEmpty()) {
      taken = exchangeHeld(List.of(), max);
      claims = claims(taken);
    }
    return new Exchange(settled, claims);
  }

  /** The server does not know this reader any more; its old number may be somebody else's. */
  private void openAnew() {
    transport.forgetReader(this);
    name = transport.settle(ReaderName.opening(spec, 0));
    transport.knowReader(this);
  }

  private Taken exchangeHeld(List<RedisClaim> done, int max) {
    var taken =
        transport.settle(new Exchanging(holdings, done, name, spec, Math.min(max, MOST), credits));
    credits = taken.credits();
    return taken;
  }

  private List<Claim> claims(Taken taken) {
    var unpacking = new Unpacking(this, spec, holdings, transport.clock());
    unpacking.unpack(taken, transport.fetch(taken.toBeFetched()));
    for (var claim : unpacking.unreadable()) {
      var _ = bury(claim, DeadLetter.Reason.MALFORMED, "its bytes are not an envelope");
    }
    return unpacking.claims();
  }

  @Override
  public List<Settled> acknowledge(List<Claim> claims) {
    var held = holdings.held(claims);
    if (!held.isEmpty()) {
      var _ = transport.settle(new Acknowledging(holdings, held));
    }
    return holdings.answers(claims, held);
  }

  @Override
  public CompletionStage<Settled> acknowledgeSoon(Claim claim) {
    if (!holdings.holds(claim)) {
      return CompletableFuture.completedStage(holdings.answer(claim, false));
    }
    return joinOrSend((RedisClaim) claim).result().thenApply(done -> holdings.answer(claim, true));
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
    var text = detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL));
    return settle('B', claim, out -> out.u8(Letters.code(reason)).text(text));
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
    var out = Packer.operation(letter).u48(holdings.grantOf(mine)).u48(mine.frame).u16(mine.index);
    tail.accept(out);
    return transport.settle(Operation.of(out, answer -> holdings.note(mine, answer.u8())));
  }

  @Override
  public Settled extend(Claim claim) {
    if (!holdings.holds(claim)) {
      return holdings.answer(claim, false);
    }
    var mine = (RedisClaim) claim;
    var out = Packer.operation('E').u64(spec.leaseMicros()).u48(holdings.grantOf(mine)).u16(1);
    out.u48(mine.frame).u16(mine.index).u16(mine.index + 1);
    return transport.settle(
        Operation.of(out, answer -> holdings.noteExtended(mine, answer.u8(), answer.u48())));
  }

  @Override
  public int backlog() {
    var out = Packer.operation('K');
    name.write(spec, out);
    return transport.settle(Operation.of(out, Answer::u32));
  }

  // Leaving.

  @Override
  public void abandon() {
    if (closes()) {
      leave(List.of());
    }
  }

  @Override
  public void close() {
    if (closes()) {
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
    var out = Packer.operation('C');
    name.write(spec, out);
    out.u16(handedBack.size());
    handedBack.forEach(out::u48);
    try {
      var _ = transport.settle(Operation.of(out, Answer::u8));
    } catch (MaosException unreachable) {
      LOG.warn(
          "leaving {} could not be told to Redis; its leases will run out: {}",
          spec.direct(),
          unreachable.getMessage());
    }
  }
}
