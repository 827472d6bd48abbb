package dev.maos.testkit;

import dev.maos.message.Claim;
import dev.maos.message.DeadLetter;
import dev.maos.message.Inbox;
import dev.maos.message.Settled;
import dev.maos.message.TransportException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The reading end of a {@link FaultyTransport}. Thread-safe. */
final class FaultyInbox implements Inbox {
  private final Inbox inbox;
  private final Runnable bell;
  private final Trouble trouble;

  FaultyInbox(Inbox inbox, Runnable bell, Trouble trouble) {
    this.inbox = inbox;
    this.bell = bell;
    this.trouble = trouble;
  }

  @Override
  public List<Claim> take(int max) {
    ringFalsely();
    return arrived(inbox.take(max));
  }

  @Override
  public List<Settled> acknowledge(List<Claim> claims) {
    return settle(() -> inbox.acknowledge(claims));
  }

  @Override
  public Exchange exchange(List<Claim> done, int max) {
    ringFalsely();
    loseSettlement();
    if (trouble.strikes(Fault.LOSE_SETTLED)) {
      // Breaks between the two halves: claims that are lost too are another fault.
      var _ = inbox.acknowledge(done);
      throw TransportException.outcomeUnknown("the answer to an exchange was lost");
    }
    var exchange = inbox.exchange(done, max);
    return new Exchange(exchange.settled(), arrived(exchange.taken()));
  }

  @Override
  public Settled release(Claim claim, Duration delay) {
    return settle(() -> inbox.release(claim, delay));
  }

  @Override
  public Settled handBack(Claim claim) {
    return settle(() -> inbox.handBack(claim));
  }

  @Override
  public Settled bury(Claim claim, DeadLetter.Reason reason, String detail) {
    return settle(() -> inbox.bury(claim, reason, detail));
  }

  @Override
  public Settled extend(Claim claim) {
    return settle(() -> inbox.extend(claim));
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

  private void ringFalsely() {
    if (trouble.strikes(Fault.RING_FALSELY)) {
      bell.run();
    }
  }

  private List<Claim> arrived(List<Claim> claims) {
    if (!claims.isEmpty() && trouble.strikes(Fault.LOSE_CLAIMS)) {
      throw TransportException.outcomeUnknown("the claimed messages were lost on the way");
    }
    return trouble.strikes(Fault.SHUFFLE) ? shuffled(claims) : claims;
  }

  private List<Claim> shuffled(List<Claim> claims) {
    var shuffled = new ArrayList<>(claims);
    trouble.shuffle(shuffled);
    return shuffled;
  }

  private <T> T settle(Supplier<T> settlement) {
    loseSettlement();
    var answer = settlement.get();
    if (trouble.strikes(Fault.LOSE_SETTLED)) {
      throw TransportException.outcomeUnknown("the answer to a settlement was lost");
    }
    return answer;
  }

  private void loseSettlement() {
    if (trouble.strikes(Fault.LOSE_SETTLEMENT)) {
      throw TransportException.outcomeUnknown("the settlement was lost");
    }
  }
}
