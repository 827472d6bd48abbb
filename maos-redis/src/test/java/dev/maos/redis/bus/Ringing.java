package dev.maos.redis.bus;

import dev.maos.message.Claim;
import dev.maos.message.Inbox;
import dev.maos.message.InboxSpec;
import dev.maos.message.MessageTransport;
import dev.maos.message.Settled;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** An inbox whose bell can be waited for. */
record Ringing(Inbox inbox, InboxSpec spec, Semaphore bell) implements AutoCloseable {

  static Ringing open(MessageTransport transport, InboxSpec spec) {
    var bell = new Semaphore(0);
    return new Ringing(transport.open(spec, bell::release), spec, bell);
  }

  /** Waits at most five seconds for a bell that has not been heard yet. */
  boolean rings() throws InterruptedException {
    return bell.tryAcquire(5, TimeUnit.SECONDS);
  }

  /** Forgets the bells that rang so far; whoever must not miss one takes afterwards. */
  void hush() {
    bell.drainPermits();
  }

  /** Takes nothing, so that a bell is promised. */
  void comeAwayEmpty() {
    if (!inbox.take(1).isEmpty()) {
      throw new AssertionError("there was something to take");
    }
    hush();
  }

  List<Claim> take(int max) {
    return inbox.take(max);
  }

  Claim takeOne() {
    var claims = inbox.take(1);
    if (claims.size() != 1) {
      throw new AssertionError("there was nothing to take");
    }
    return claims.getFirst();
  }

  Settled acknowledge(Claim claim) {
    return inbox.acknowledge(List.of(claim)).getFirst();
  }

  /** Takes and acknowledges until nothing is left. */
  List<String> drain() {
    var texts = new ArrayList<String>();
    for (var claims = take(100); !claims.isEmpty(); claims = take(100)) {
      texts.addAll(LibraryScene.texts(claims));
      var _ = inbox.acknowledge(claims);
    }
    return texts;
  }

  @Override
  public void close() {
    inbox.close();
  }
}
