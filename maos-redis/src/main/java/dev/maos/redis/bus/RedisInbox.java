package dev.maos.redis.bus;

import dev.maos.base.MaosException;
import dev.maos.message.Claim;
import dev.maos.message.DeadLetter;
import dev.maos.message.Envelope;
import dev.maos.message.Inbox;
import dev.maos.message.InboxSpec;
import dev.maos.message.Settled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reader in Redis. The server keeps its lease and its appetite; here is only what this process
 * needs to name its claims. Thread-safe: the book-keeping has its lock, which is never held while
 * waiting for the server.
 */
final class RedisInbox implements Inbox {
  private static final Logger LOG = LoggerFactory.getLogger(RedisInbox.class);

  /** How many messages one taking brings at most. */
  private static final int MOST = 4_096;

  /** While they are handled quickly: a trip to the server then costs little for each. */
  private static final int WORTH_TAKING = 1_024;

  private static final int STALE = 2;
  private static final int DEAD_LETTERS_FULL = 4;

  private final RedisTransport transport;
  private final InboxSpec spec;
  private final Runnable bell;
  private final Set<Grant> grants = new HashSet<>();
  private volatile ReaderName name;
  private byte[] credits = {8, 4, 2, 1};
  private boolean open = true;
  private @Nullable Gathering gathering;

  RedisInbox(RedisTransport transport, InboxSpec spec, ReaderName name, Runnable bell) {
    this.transport = transport;
    this.spec = spec;
    this.name = name;
    this.bell = bell;
  }

  long number() {
    return name.number();
  }

  void ring() {
    bell.run();
  }

  @Override
  public List<Claim> take(int max) {
    return exchange(List.of(), max).taken();
  }

  @Override
  public List<Settled> acknowledge(List<Claim> claims) {
    var held = heldOf(claims);
    if (!held.isEmpty()) {
      var _ = transport.settle(new Acknowledging(held));
    }
    return answers(claims, held);
  }

  @Override
  public int worthTaking() {
    return WORTH_TAKING;
  }

  @Override
  public CompletionStage<Settled> acknowledgeSoon(Claim claim) {
    Gathering gathered;
    boolean isNew;
    synchronized (this) {
      if (!(claim instanceof RedisClaim mine)
          || mine.inbox != this
          || mine.state != RedisClaim.State.HELD) {
        return CompletableFuture.completedStage(answer(claim, Set.of()));
      }
      isNew = gathering == null || gathering.isLoaded;
      gathered = isNew || gathering == null ? new Gathering() : gathering;
      gathered.claims.add(mine);
      gathering = gathered;
    }
    if (isNew) {
      var _ = transport.settleSoon(gathered);
    }
    return gathered.result().thenApply(done -> answerNow(claim));
  }

  private synchronized Settled answerNow(Claim claim) {
    return answer(claim, null);
  }

  @Override
  public Exchange exchange(List<Claim> done, int max) {
    if (!isOpen()) {
      return new Exchange(acknowledge(done), List.of());
    }
    var held = heldOf(done);
    var taken = transport.settle(new Exchanging(held, Math.min(max, MOST)));
    var settled = answers(done, held);
    if (taken.isReaderForgotten()) {
      openAgain();
      taken = transport.settle(new Exchanging(List.of(), Math.min(max, MOST)));
    }
    var claims = claims(taken);
    while (claims.isEmpty() && !taken.pieces().isEmpty()) {
      taken = transport.settle(new Exchanging(List.of(), Math.min(max, MOST)));
      claims = claims(taken);
    }
    return new Exchange(settled, claims);
  }

  private void openAgain() {
    name = transport.settle(ReaderName.opening(spec, name.number()));
  }

  private synchronized boolean isOpen() {
    return open;
  }

  // Claims.

  private synchronized List<RedisClaim> heldOf(List<Claim> claims) {
    var held = new ArrayList<RedisClaim>(claims.size());
    var seen = new HashSet<RedisClaim>(claims.size() == 1 ? 1 : 2 * claims.size());
    for (var claim : claims) {
      if (claim instanceof RedisClaim mine
          && mine.inbox == this
          && mine.state == RedisClaim.State.HELD
          && (claims.size() == 1 || seen.add(mine))) {
        held.add(mine);
      }
    }
    return held;
  }

  private synchronized List<Settled> answers(List<Claim> claims, List<RedisClaim> settledNow) {
    var now = settledNow.size() < claims.size() ? new HashSet<>(settledNow) : null;
    var answers = new ArrayList<Settled>(claims.size());
    for (var claim : claims) {
      answers.add(answer(claim, now));
    }
    return answers;
  }

  private Settled answer(Claim claim, @Nullable Set<RedisClaim> settledNow) {
    if (!(claim instanceof RedisClaim mine) || mine.inbox != this) {
      return Settled.UNKNOWN;
    }
    return switch (mine.state) {
      case SETTLED ->
          settledNow == null || settledNow.contains(mine) ? Settled.NOW : Settled.BEFORE;
      case LOST, HELD -> Settled.STALE;
    };
  }

  /** Makes claims of what was taken; what is not an envelope is buried. */
  private List<Claim> claims(Taken taken) {
    var fetched = transport.fetch(taken.toBeFetched());
    var claims = new ArrayList<Claim>();
    var unreadable = new ArrayList<RedisClaim>();
    synchronized (this) {
      credits = taken.credits();
      var grant = taken.grant() == 0 ? null : new Grant(taken.grant());
      if (grant != null) {
        grants.add(grant);
      }
      var frames = new StoredFrames(fetched);
      for (var piece : taken.pieces()) {
        read(piece, frames.of(piece), grant, claims, unreadable);
      }
    }
    unreadable.forEach(this::buryUnreadable);
    return claims;
  }

  private void read(
      Taken.Piece piece,
      @Nullable StoredFrame frame,
      @Nullable Grant grant,
      List<Claim> claims,
      List<RedisClaim> unreadable) {
    var queue = piece.isAnnounced() ? spec.subscription() : spec.direct();
    var lease = piece.isFleeting() ? null : grant;
    for (int i = piece.from(); i < piece.to(); i++) {
      if (lease != null) {
        lease.outstanding++;
      }
      Envelope envelope;
      try {
        if (frame == null) {
          throw new IndexOutOfBoundsException("Redis has lost its bytes");
        }
        envelope = transport.clock().toLocal(frame.message(i));
      } catch (MaosException | IndexOutOfBoundsException malformed) {
        LOG.warn("a message in {} cannot be read: {}", queue, malformed.getMessage());
        if (lease != null) {
          unreadable.add(
              new RedisClaim(
                  this, lease, piece.frame(), i, queue, piece.attempt(), Foreign.PLACEHOLDER));
        }
        continue;
      }
      claims.add(new RedisClaim(this, lease, piece.frame(), i, queue, piece.attempt(), envelope));
    }
  }

  private void buryUnreadable(RedisClaim claim) {
    var _ = bury(claim, DeadLetter.Reason.MALFORMED, "its bytes are not an envelope");
  }

  // Settling one.

  @Override
  public Settled release(Claim claim, Duration delay) {
    long micros = delay.toNanos() / 1_000;
    var answer = settleOne('R', claim, out -> out.u64(micros));
    if (answer == Settled.NOW) {
      transport.lookAgainIn(micros);
    }
    return answer;
  }

  @Override
  public Settled handBack(Claim claim) {
    return settleOne('H', claim, out -> {});
  }

  @Override
  public Settled bury(Claim claim, DeadLetter.Reason reason, String detail) {
    var text = detail.length() > 600 ? detail.substring(0, 600) : detail;
    return settleOne('B', claim, out -> out.u8(Letters.code(reason)).text(text));
  }

  /** What follows the name of a claim in an operation. */
  private interface Tail {
    void write(Packer out);
  }

  private Settled settleOne(char letter, Claim claim, Tail tail) {
    var held = heldOf(List.of(claim));
    if (held.isEmpty()) {
      return answers(List.of(claim), held).getFirst();
    }
    var mine = held.getFirst();
    var out = Packer.operation(letter);
    synchronized (this) {
      var grant = mine.grant;
      out.u48(grant == null ? 0 : grant.id).u48(mine.frame).u16(mine.index);
    }
    tail.write(out);
    return transport.settle(Operation.of(out, answer -> note(mine, answer.u8())));
  }

  private synchronized Settled note(RedisClaim claim, int code) {
    if (claim.state != RedisClaim.State.HELD) {
      return claim.state == RedisClaim.State.SETTLED ? Settled.BEFORE : Settled.STALE;
    }
    claim.state =
        code == 0 || code == DEAD_LETTERS_FULL ? RedisClaim.State.SETTLED : RedisClaim.State.LOST;
    var grant = claim.grant;
    if (grant != null && --grant.outstanding == 0) {
      grants.remove(grant);
    }
    return switch (code) {
      case 0 -> Settled.NOW;
      case DEAD_LETTERS_FULL -> Settled.DEAD_LETTERS_FULL;
      default -> Settled.STALE;
    };
  }

  /** Whether the claim is this inbox's and not settled or lost, as far as is known here. */
  synchronized boolean holds(RedisClaim claim) {
    return claim.inbox == this && claim.state == RedisClaim.State.HELD;
  }

  synchronized long grantOf(RedisClaim claim) {
    var grant = claim.grant;
    return grant == null ? 0 : grant.id;
  }

  Settled noteCompleted(RedisClaim claim, Settled settled) {
    return note(claim, settled == Settled.NOW ? 0 : STALE);
  }

  @Override
  public Settled extend(Claim claim) {
    var held = heldOf(List.of(claim));
    if (held.isEmpty()) {
      return answers(List.of(claim), held).getFirst();
    }
    var mine = held.getFirst();
    var out = Packer.operation('E').u64(spec.leaseMicros());
    synchronized (this) {
      var grant = mine.grant;
      out.u48(grant == null ? 0 : grant.id).u16(1);
    }
    out.u48(mine.frame).u16(mine.index).u16(mine.index + 1);
    return transport.settle(
        Operation.of(out, answer -> noteExtended(mine, answer.u8(), answer.u48())));
  }

  private synchronized Settled noteExtended(RedisClaim claim, int code, long newGrant) {
    if (claim.state != RedisClaim.State.HELD) {
      return claim.state == RedisClaim.State.SETTLED ? Settled.BEFORE : Settled.STALE;
    }
    var former = claim.grant;
    if (former != null && --former.outstanding == 0) {
      grants.remove(former);
    }
    if (code != 0) {
      claim.state = RedisClaim.State.LOST;
      return Settled.STALE;
    }
    var grant = new Grant(newGrant);
    grant.outstanding = 1;
    grants.add(grant);
    claim.grant = grant;
    return Settled.NOW;
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
    leave(List.of());
  }

  @Override
  public void close() {
    List<Long> held;
    synchronized (this) {
      held = grants.stream().filter(g -> g.outstanding > 0).map(g -> g.id).sorted().toList();
    }
    // Each goes to its place in order of its number, whatever the order in which it is handed back.
    leave(held);
  }

  private void leave(List<Long> handedBack) {
    synchronized (this) {
      if (!open) {
        return;
      }
      open = false;
      grants.clear();
    }
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

  // Operations that read their answer under the lock.

  private final class Acknowledging extends Operation<Boolean> {
    private final Settling settling;
    private final byte[] argument;

    Acknowledging(List<RedisClaim> claims) {
      var out = Packer.operation('A');
      synchronized (RedisInbox.this) {
        settling = new Settling(claims);
      }
      settling.write(out);
      argument = out.done();
    }

    @Override
    void load(Cargo cargo) {
      cargo.argument(argument);
    }

    @Override
    Boolean read(Answer answer) {
      synchronized (RedisInbox.this) {
        settling.read(answer);
        grants.removeIf(grant -> grant.outstanding == 0);
      }
      return true;
    }
  }

  /** Acknowledgements that are on their way: those that come while it waits to be sent join it. */
  private final class Gathering extends Operation<Boolean> {
    private final List<RedisClaim> claims = new ArrayList<>();
    private @Nullable Settling settling;
    private boolean isLoaded;

    @Override
    void load(Cargo cargo) {
      var out = Packer.operation('A');
      synchronized (RedisInbox.this) {
        isLoaded = true;
        settling = new Settling(claims);
        settling.write(out);
      }
      cargo.argument(out.done());
    }

    @Override
    Boolean read(Answer answer) {
      synchronized (RedisInbox.this) {
        if (settling != null) {
          settling.read(answer);
        }
        grants.removeIf(grant -> grant.outstanding == 0);
      }
      return true;
    }
  }

  private final class Exchanging extends Operation<Taken> {
    private final Settling settling;
    private final byte[] argument;

    Exchanging(List<RedisClaim> done, int most) {
      var out = Packer.operation('X');
      name.write(spec, out);
      synchronized (RedisInbox.this) {
        settling = new Settling(done);
        out.u16(most).raw(credits);
      }
      settling.write(out);
      argument = out.done();
    }

    @Override
    void load(Cargo cargo) {
      cargo.argument(argument);
    }

    @Override
    Taken read(Answer answer) {
      synchronized (RedisInbox.this) {
        settling.read(answer);
        grants.removeIf(grant -> grant.outstanding == 0);
      }
      return Taken.read(answer);
    }
  }
}
