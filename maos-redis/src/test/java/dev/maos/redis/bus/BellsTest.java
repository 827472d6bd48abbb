package dev.maos.redis.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.Payload;
import dev.maos.message.Address;
import dev.maos.message.DeadLetter;
import dev.maos.message.Message;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who must be told is told, whichever process it is in, and a bell nobody hears is passed on. */
class BellsTest extends LibraryScene {
  private static final Duration A_BIT_MORE_THAN_A_SECOND = Duration.ofMillis(1_001);

  @Test
  void whatOneProcessPublishesRingsInTheOther() throws Exception {
    var one = process();
    var bob = openBob(process());
    bob.comeAwayEmpty();

    send(one, job("a"));
    send(one, news("b"));

    assertThat(bob.rings()).isTrue();
    assertThat(bob.drain()).containsExactly("a", "b");
    expectConsistency();
  }

  @Test
  void aTopicThatIsNewFeedsASubscriptionOfAnotherProcess() {
    var one = process();
    var bob = open(process(), reading(BOB, "new.*"));

    send(one, Message.from(ALICE).toEveryone().on("new.topic").event(Payload.text("x")));

    assertThat(bob.drain()).containsExactly("x");
  }

  @Test
  void whatIsHandedBackRingsForAnotherMember() throws Exception {
    var holder = open(process(), member("holder"));
    var other = open(process(), member("other"));
    send(process(), teamJob("a"));
    var claim = holder.takeOne();
    other.comeAwayEmpty();

    var _ = holder.inbox().handBack(claim);

    assertThat(other.rings()).isTrue();
    assertThat(other.drain()).containsExactly("a");
  }

  @Test
  void aDeadProcessPassesItsBellToTheNext() throws Exception {
    var link = link();
    var dying = process(link);
    var dead = Ringing.open(dying, member("dead"));
    var living = open(process(), member("living"));
    dead.comeAwayEmpty();
    living.comeAwayEmpty();
    die(dying, link);
    var sender = process();

    for (int i = 0; i < 3; i++) {
      send(sender, teamJob("work"));
      assertThat(living.rings()).isTrue();
      assertThat(living.drain()).containsExactly("work");
      living.comeAwayEmpty();
    }
    expectConsistency();
  }

  @Test
  void aDeafMemberIsPassedOverAfterASecond() throws Exception {
    var one = open(process(), member("one"));
    var other = open(process(), member("other"));
    one.comeAwayEmpty();
    other.comeAwayEmpty();
    send(process(), teamJob("work"));
    var rung = new Ringing[] {one, other};
    var deaf = one.bell().tryAcquire(1, TimeUnit.SECONDS) ? 0 : 1;

    pass(A_BIT_MORE_THAN_A_SECOND);

    assertThat(rung[1 - deaf].rings()).isTrue();
    assertThat(rung[1 - deaf].drain()).containsExactly("work");
    expectConsistency();
  }

  @Test
  void oneMessageRingsOneMember() throws Exception {
    var process = process();
    var one = open(process, member("one"));
    var other = open(process, member("other"));
    one.comeAwayEmpty();
    other.comeAwayEmpty();

    send(process, teamJob("work"));

    assertThat(one.bell().availablePermits() + other.bell().availablePermits()).isEqualTo(1);
  }

  @Test
  void aQueueThatFullDeadLettersStoppedRingsWhenTheyAreFewer() throws Exception {
    limits = limits.maxDeadLetters(1);
    var process = process();
    var bob = openBob(process);
    send(process, job("bad"));
    var _ = bob.inbox().bury(bob.takeOne(), DeadLetter.Reason.REJECTED, "no");
    send(process, job("waits"));
    bob.comeAwayEmpty();

    var letter = process.deadLetters(BOBS_INBOX, Optional.empty(), 1).getFirst();
    var _ = process.purge(BOBS_INBOX, List.of(letter.id()));

    assertThat(bob.rings()).isTrue();
    assertThat(bob.drain()).containsExactly("waits");
    expectConsistency();
  }

  @Test
  void roomThatOneProcessMakesIsToldToThoseWhoWaitForItInAnother() throws Exception {
    limits = limits.maxQueueSize(1);
    var reading = process();
    var bob = openBob(reading);
    var sending = process();
    send(sending, job("full"));
    var claim = bob.takeOne();
    var patience = Duration.ofMinutes(1);
    var waiter =
        new FutureTask<Boolean>(() -> sending.awaitRoom(new Address.ToAgent(BOB), 1, patience));
    Thread.ofVirtual().start(waiter);
    while (!queue(BOBS_INBOX).waitsForRoom()) {
      Thread.onSpinWait();
    }

    assertThat(bob.acknowledge(claim)).isNotNull();

    assertThat(waiter.get(5, TimeUnit.SECONDS)).isTrue();
  }
}
