package dev.maos.testkit;

import dev.maos.message.Claim;
import dev.maos.message.Inbox;
import dev.maos.message.MessageTransport;
import dev.maos.message.Settled;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An inbox together with a count of the times that its bell rang. */
final class Reader implements AutoCloseable {
  private final Inbox inbox;
  private final AtomicInteger rings;

  private Reader(Inbox inbox, AtomicInteger rings) {
    this.inbox = inbox;
    this.rings = rings;
  }

  static Reader open(MessageTransport storage, Reading reading) {
    var rings = new AtomicInteger();
    return new Reader(storage.open(reading.spec(), rings::incrementAndGet), rings);
  }

  Inbox inbox() {
    return inbox;
  }

  /** How often the bell rang since this was asked last. */
  int ringsSince() {
    return rings.getAndSet(0);
  }

  List<Claim> take(int max) {
    return inbox.take(max);
  }

  /** The one message that there must be. */
  Claim takeOne() {
    var claims = inbox.take(1);
    if (claims.isEmpty()) {
      throw new AssertionError("there was nothing to take");
    }
    return claims.getFirst();
  }

  /** What is there, taken and acknowledged batch by batch until nothing is left. */
  List<String> drain() {
    var texts = new ArrayList<String>();
    for (var claims = inbox.take(10); !claims.isEmpty(); claims = inbox.take(10)) {
      texts.addAll(StorageScene.texts(claims));
      var _ = inbox.acknowledge(claims);
    }
    return texts;
  }

  Settled acknowledge(Claim claim) {
    return inbox.acknowledge(List.of(claim)).getFirst();
  }

  @Override
  public void close() {
    inbox.close();
  }
}
