package dev.maos.redis.bus;

import dev.maos.message.Claim;
import dev.maos.message.DeadLetter;
import dev.maos.message.Inbox;
import dev.maos.message.InboxSpec;
import dev.maos.message.TransportException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How an inbox takes: it acknowledges what is done, gets what is next, and makes claims of it. What
 * was taken and reaches nobody, because its answer came too late or its bytes did not come, is put
 * back. Thread-safe.
 */
final class Taking {
  /** How many messages one taking brings at most. */
  private static final int MOST = 4_096;

  /** What was begun longer ago than this part of a lease and rode along is taken anew. */
  private static final int STALE_PART = 64;

  private static final CompletableFuture<Boolean> NOTHING_LEFT =
      CompletableFuture.completedFuture(true);

  private static final Settling NOTHING = new Settling(List.of());

  private final RedisTransport transport;
  private final RedisInbox inbox;
  private final InboxSpec spec;
  private final Holdings holdings;

  /** What was begun and is not waited for yet. */
  private final Set<Begun> begun = ConcurrentHashMap.newKeySet();

  /** Done when what was taken too late has been put back. */
  private volatile CompletableFuture<?> late = CompletableFuture.completedFuture(true);

  private volatile ReaderName name;
  private volatile byte[] credits = {8, 4, 2, 1};

  Taking(
      RedisTransport transport,
      RedisInbox inbox,
      InboxSpec spec,
      ReaderName name,
      Holdings holdings) {
    this.transport = transport;
    this.inbox = inbox;
    this.spec = spec;
    this.name = name;
    this.holdings = holdings;
  }

  ReaderName name() {
    return name;
  }

  /** Acknowledges and takes, in one trip. */
  Inbox.Exchange exchange(List<Claim> done, int max) {
    var held = holdings.held(done);
    var settling = holdings.settling(held);
    var taken = await(send(settling, max));
    var settled = holdings.answers(done, held, settling);
    if (taken.isReaderForgotten()) {
      openAnew();
      taken = await(send(NOTHING, max));
    }
    var claims = claims(taken, fetched(taken));
    // What cannot be read is buried; an empty answer would mean that there is nothing.
    while (claims.isEmpty() && !taken.pieces().isEmpty()) {
      taken = await(send(NOTHING, max));
      claims = claims(taken, fetched(taken));
    }
    return new Inbox.Exchange(settled, claims);
  }

  /** Begins to acknowledge and to take; frames are on their way as soon as they are known. */
  Inbox.Ahead begin(List<Claim> done, int max) {
    var held = holdings.held(done);
    var settling = holdings.settling(held);
    var ahead = new Begun(done, held, settling, send(settling, max), false, max);
    begun.add(ahead);
    return ahead;
  }

  /**
   * An exchange that is not sent by itself but goes along with something that is published; none
   * while something taken too late is on its way back.
   */
  @Nullable Begun ride(List<Claim> done, int max) {
    if (!late.isDone()) {
      return null;
    }
    var held = holdings.held(done);
    var settling = held.isEmpty() ? NOTHING : holdings.settling(held);
    var ride = new Begun(done, held, settling, exchanging(settling, max, true), true, max);
    begun.add(ride);
    return ride;
  }

  /** Whatever is taken from now on reaches nobody. */
  void close() {
    begun.forEach(Begun::giveUp);
  }

  /** What was taken too late goes back first, or what comes after it would overtake it. */
  private Exchanging send(Settling done, int max) {
    transport.awaitDone(late);
    var exchanging = exchanging(done, max, false);
    var _ = transport.settleSoon(exchanging);
    return exchanging;
  }

  private Exchanging exchanging(Settling done, int max, boolean rides) {
    return new Exchanging(holdings, done, name, spec, Math.min(max, MOST), credits, rides);
  }

  private Taken await(Exchanging exchanging) {
    return await(exchanging, false);
  }

  /** Waits on the way that it went. */
  private Taken answer(Exchanging exchanging, boolean rides) {
    return rides ? transport.awaitPublished(exchanging) : transport.await(exchanging);
  }

  private Taken await(Exchanging exchanging, boolean rides) {
    try {
      var taken = answer(exchanging, rides);
      credits = taken.credits();
      return taken;
    } catch (TransportException lost) {
      // What it takes all the same, when its answer comes, nobody would know of.
      handBackLate(exchanging);
      throw lost;
    }
  }

  private void handBackLate(Exchanging exchanging) {
    var back =
        exchanging
            .result()
            .handle((taken, refused) -> Optional.<Taken>ofNullable(taken))
            .thenCompose(taken -> taken.map(this::handBack).orElse(NOTHING_LEFT));
    late = CompletableFuture.allOf(late, back);
  }

  /** The server does not know this reader any more; its old number may be somebody else's. */
  private void openAnew() {
    transport.forgetReader(inbox);
    name = transport.openReader(spec);
    transport.knowReader(inbox);
  }

  /** Puts back what nobody was told of; an attempt that was not made is not counted. */
  private CompletableFuture<Boolean> handBack(Taken taken) {
    if (taken.grant() == 0) {
      return NOTHING_LEFT;
    }
    // While this reader was taken to be busy, nobody rang it for them.
    return transport
        .settleSoon(handingBack(taken))
        .handle((handedBack, refused) -> {
          inbox.ring();
          return true;
        });
  }

  private static Operation<Integer> handingBack(Taken taken) {
    return Operation.of(Packer.operation('F').u48(taken.grant()), Answer::u8);
  }

  private List<Claim> claims(Taken taken, Map<Long, byte[]> frames) {
    var unpacking = new Unpacking(inbox, spec, holdings, transport.clock());
    unpacking.unpack(taken, frames);
    for (var claim : unpacking.unreadable()) {
      inbox.burySoon(claim, DeadLetter.Reason.MALFORMED, "its bytes are not an envelope");
    }
    return unpacking.claims();
  }

  private Map<Long, byte[]> fetched(Taken taken) {
    try {
      return transport.fetch(taken.toBeFetched());
    } catch (TransportException unreadable) {
      // Nothing may ride and overtake it meanwhile.
      late = CompletableFuture.allOf(late, handBack(taken));
      throw unreadable;
    }
  }

  /** An exchange that is not waited for yet. */
  final class Begun implements Inbox.Ahead {
    private final List<Claim> done;
    private final List<RedisClaim> held;
    private final Settling settling;
    private final Exchanging exchanging;
    private final boolean rides;
    private final int most;
    private final long begunAt = transport.nowMicros();
    private final int epoch = holdings.epoch();
    private final CompletableFuture<Map<Long, byte[]>> frames;

    private Begun(
        List<Claim> done,
        List<RedisClaim> held,
        Settling settling,
        Exchanging exchanging,
        boolean rides,
        int most) {
      this.rides = rides;
      this.most = most;
      this.done = done;
      this.held = held;
      this.settling = settling;
      this.exchanging = exchanging;
      this.frames =
          exchanging.result().thenCompose(taken -> transport.fetchSoon(taken.toBeFetched()));
    }

    Operation<Taken> operation() {
      return exchanging;
    }

    /**
     * Tells, when the answer is there, whether it brought nothing: then this is over, and whoever
     * waits for it is told the same. The listener may run on any thread, which it must not hold up.
     */
    void whenBrought(Consumer<Boolean> listener) {
      var _ =
          exchanging
              .result()
              .whenComplete((taken, refused) -> {
                boolean isEmpty =
                    taken != null && taken.pieces().isEmpty() && !taken.isReaderForgotten();
                if (isEmpty) {
                  begun.remove(this);
                }
                listener.accept(isEmpty);
              });
    }

    int most() {
      return most;
    }

    /** Whether so much of its leases may be over that it is better taken anew. */
    boolean isStale() {
      return transport.nowMicros() - begunAt > spec.leaseMicros() / STALE_PART;
    }

    /** Nobody takes it any more: it goes back when its answer comes, which is not waited for. */
    void putBack() {
      begun.remove(this);
      handBackLate(exchanging);
    }

    @Override
    public boolean isThere() {
      return frames.isDone();
    }

    @Override
    public Inbox.Exchange await() {
      begun.remove(this);
      var taken = Taking.this.await(exchanging, rides);
      var settled = holdings.answers(done, held, settling);
      if (taken.isReaderForgotten()) {
        openAnew();
      }
      if (taken.pieces().isEmpty()) {
        return new Inbox.Exchange(settled, List.of());
      }
      if (epoch != holdings.epoch()) {
        // Taken before the server lost its memory, they are nobody's; if it did it again since,
        // ours.
        late = CompletableFuture.allOf(late, handBack(taken));
        return new Inbox.Exchange(settled, List.of());
      }
      return new Inbox.Exchange(settled, claims(taken, frames(taken)));
    }

    /**
     * Its answer is waited for, or who closes the connection next would keep it from going back.
     */
    @Override
    public void giveUp() {
      begun.remove(this);
      try {
        var taken = answer(exchanging, rides);
        if (taken.grant() != 0) {
          var _ = transport.settle(handingBack(taken));
        }
      } catch (TransportException lost) {
        handBackLate(exchanging);
      }
    }

    private Map<Long, byte[]> frames(Taken taken) {
      return transport.fetched(frames).orElseGet(() -> fetched(taken));
    }
  }
}
