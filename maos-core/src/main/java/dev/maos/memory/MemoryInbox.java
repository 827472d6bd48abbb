package dev.maos.memory;

import dev.maos.message.Claim;
import dev.maos.message.DeadLetter;
import dev.maos.message.Inbox;
import dev.maos.message.InboxSpec;
import dev.maos.message.InboxSpec.LaneOrder;
import dev.maos.message.Settled;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One reader at an endpoint. Its fields are the endpoint's book-keeping about it, guarded by the
 * endpoint's lock; every call goes there.
 */
final class MemoryInbox implements Inbox {

  /** What a reader is doing, as far as sharing work is concerned. */
  enum Appetite {
    /** It came away empty and waits for its bell. */
    HUNGRY,
    /** Its bell was rung and it has not come yet. */
    RUNG,
    /** It has something to do, or has declined. */
    BUSY
  }

  final InboxSpec spec;
  final long leaseMicros;
  final MemoryQueue direct;
  final MemoryQueue subscription;
  final Shelf directShelf;
  final Shelf subscriptionShelf;
  private final MemoryEndpoint endpoint;
  private final Runnable bell;
  private final MemoryInbox[] alone = {this};
  private int credits = Round.FULL;
  private @Nullable EntryList claimed;
  Appetite appetite = Appetite.HUNGRY;
  boolean open = true;

  MemoryInbox(
      MemoryEndpoint endpoint,
      InboxSpec spec,
      MemoryQueue direct,
      MemoryQueue subscription,
      Runnable bell) {
    this.endpoint = endpoint;
    this.spec = spec;
    this.leaseMicros = spec.leaseMicros();
    this.direct = direct;
    this.subscription = subscription;
    this.bell = bell;
    this.directShelf = direct.shelf(spec.pattern(), spec.filter());
    this.subscriptionShelf = subscription.shelf(spec.pattern(), spec.filter());
    directShelf.enter(this);
    subscriptionShelf.enter(this);
  }

  /** These readers and this one; most often it is alone, so that array is kept. */
  MemoryInbox[] joining(MemoryInbox[] readers) {
    if (readers.length == 0) {
      return alone;
    }
    var more = Arrays.copyOf(readers, readers.length + 1);
    more[readers.length] = this;
    return more;
  }

  void ring() {
    bell.run();
  }

  EntryList claimed() {
    if (claimed == null) {
      claimed = new EntryList();
    }
    return claimed;
  }

  boolean holdsNothing() {
    return claimed == null || claimed.size() == 0;
  }

  int ready() {
    return available(direct, directShelf) + available(subscription, subscriptionShelf);
  }

  /**
   * The message to claim next: of the most urgent lane that still has credit in this round, the
   * oldest. When no lane with messages has credit left, a new round begins.
   */
  @Nullable Entry next() {
    if (spec.lanes() == LaneOrder.STRICT) {
      return mostUrgent();
    }
    var entry = withCredit();
    if (entry == null && mostUrgent() != null) {
      credits = Round.FULL;
      entry = withCredit();
    }
    return entry;
  }

  void charge(Entry entry) {
    credits = Round.charge(credits, entry.lane());
  }

  private @Nullable Entry withCredit() {
    for (int lane = 0; lane < Shelf.LANES; lane++) {
      var entry = Round.hasCredit(credits, lane) ? oldest(lane) : null;
      if (entry != null) {
        return entry;
      }
    }
    return null;
  }

  private @Nullable Entry mostUrgent() {
    for (int lane = 0; lane < Shelf.LANES; lane++) {
      var entry = oldest(lane);
      if (entry != null) {
        return entry;
      }
    }
    return null;
  }

  private @Nullable Entry oldest(int lane) {
    var addressed = available(direct, directShelf) == 0 ? null : directShelf.peek(lane);
    var announced =
        available(subscription, subscriptionShelf) == 0 ? null : subscriptionShelf.peek(lane);
    if (addressed == null || announced == null) {
      return addressed == null ? announced : addressed;
    }
    return addressed.sequence < announced.sequence ? addressed : announced;
  }

  private static int available(MemoryQueue queue, Shelf shelf) {
    return queue.stopped() ? 0 : shelf.ready();
  }

  @Override
  public List<Claim> take(int max) {
    return endpoint.take(this, max);
  }

  @Override
  public List<Settled> acknowledge(List<Claim> claims) {
    return endpoint.acknowledge(this, claims);
  }

  @Override
  public Exchange exchange(List<Claim> done, int max) {
    return endpoint.exchange(this, done, max);
  }

  @Override
  public Settled release(Claim claim, Duration delay) {
    return endpoint.release(this, claim, delay);
  }

  @Override
  public Settled handBack(Claim claim) {
    return endpoint.handBack(this, claim);
  }

  @Override
  public Settled bury(Claim claim, DeadLetter.Reason reason, String detail) {
    return endpoint.bury(this, claim, reason, detail);
  }

  @Override
  public Settled extend(Claim claim) {
    return endpoint.extend(this, claim);
  }

  @Override
  public int backlog() {
    return endpoint.backlog(this);
  }

  @Override
  public void abandon() {
    endpoint.abandon(this);
  }

  @Override
  public void close() {
    endpoint.close(this);
  }
}
