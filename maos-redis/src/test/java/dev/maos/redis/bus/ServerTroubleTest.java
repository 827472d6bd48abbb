package dev.maos.redis.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.TimeSource;
import dev.maos.message.DeadLetter;
import dev.maos.message.Settled;
import dev.maos.redis.link.LinkException;
import dev.maos.redis.link.RedisLink;
import dev.maos.redis.link.RedisUri;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A server that is full, and one whose user has lost a right. Each is refused in our words, and
 * what was refused is not stored.
 *
 * <p>What is known to fail with streams, one entry a frame, and where its counterpart is tested:
 *
 * <table>
 *   <caption>Known failures of the stream model</caption>
 *   <tr><td>a late copy of an old command takes another's number</td>
 *       <td>{@link CommandNumbersTest}</td></tr>
 *   <tr><td>a wake refused by ACL looks like a failed publish</td><td>here</td></tr>
 *   <tr><td>NOGROUP because lanes of a group were not created</td>
 *       <td>none: a lane is a list and comes into being by its first entry</td></tr>
 *   <tr><td>a new topic and a new pattern miss each other</td>
 *       <td>{@link BellsTest}, {@link RoutesTest}: both are one step of one server</td></tr>
 *   <tr><td>windows of done numbers overflow, or forget what a stuck frame owes</td>
 *       <td>none: an entry is in one place only, {@link RandomLifeTest} counts</td></tr>
 *   <tr><td>a repeated release makes two entries</td><td>{@link LostAnswersTest}</td></tr>
 *   <tr><td>a former owner acknowledges, claims, revives a token</td>
 *       <td>contract suite; the number of a grant is never used twice</td></tr>
 *   <tr><td>settling stops when the server is full</td><td>here</td></tr>
 *   <tr><td>ids compared as text trim what was not delivered</td>
 *       <td>none: numbers are binary, and nothing is trimmed by them</td></tr>
 *   <tr><td>reading one's own pending messages raises their count</td>
 *       <td>none: a lost answer is repeated, see {@link LostAnswersTest}</td></tr>
 *   <tr><td>sessions forgotten while a command may come again</td>
 *       <td>{@link CommandNumbersTest}: an unknown session begins with 1</td></tr>
 * </table>
 */
class ServerTroubleTest extends LibraryScene {

  @AfterEach
  void heal() {
    server.command("CONFIG", "SET", "maxmemory", "0");
    server.command("ACL", "DELUSER", "limited");
  }

  private static void fill() {
    server.command("CONFIG", "SET", "maxmemory", "1");
  }

  /** Only to set the clock by hand there must be room. */
  private void passWhileFull(Duration duration) {
    heal();
    setClock(time.micros() + duration.toNanos() / 1_000);
    fill();
    time.advance(duration);
  }

  private RedisTransport impatientProcess() {
    var uri = RedisUri.parse(server.uri() + "?namespace=" + NAMESPACE + "&timeout=300ms");
    return process(closing(RedisLink.open(uri, TimeSource.system())));
  }

  @Test
  void everythingThatSettlesWorksWhenTheServerIsFull() {
    var process = process();
    var bob = openBob(process);
    sendMany(process, 5);
    fill();

    var claims = bob.take(5);

    assertThat(claims).hasSize(5);
    assertThat(bob.acknowledge(claims.get(0))).isEqualTo(Settled.NOW);
    assertThat(bob.inbox().release(claims.get(1), Duration.ZERO)).isEqualTo(Settled.NOW);
    assertThat(bob.inbox().handBack(claims.get(2))).isEqualTo(Settled.NOW);
    assertThat(bob.inbox().extend(claims.get(3))).isEqualTo(Settled.NOW);
    assertThat(bob.inbox().bury(claims.get(4), DeadLetter.Reason.REJECTED, "no"))
        .isEqualTo(Settled.NOW);
    passWhileFull(LEASE.plusSeconds(1));
    assertThat(bob.drain()).containsExactlyInAnyOrder("1", "2", "3");
    assertThat(process.deadLetters(BOBS_INBOX, Optional.empty(), 10)).hasSize(1);
    expectConsistency();
  }

  @Test
  void completingWithoutEffectsWorksWhenTheServerIsFull() {
    var process = impatientProcess();
    var bob = openBob(process);
    send(process, job("question"));
    var claim = bob.takeOne();
    fill();

    var completion = process.complete(bob.inbox(), claim, List.of());

    assertThat(completion.settled()).isEqualTo(Settled.NOW);
    assertThat(stats(process, BOBS_INBOX).depth()).isZero();
    expectConsistency();
  }

  @Test
  void completingWithEffectsIsRefusedByAFullServerAndTheClaimIsKept() {
    var process = impatientProcess();
    var bob = openBob(process);
    send(process, job("question"));
    var claim = bob.takeOne();
    var effects = List.of(seal(teamJob("effect")));
    fill();

    assertThatExceptionOfType(MaosException.class)
        .isThrownBy(() -> process.complete(bob.inbox(), claim, effects))
        .satisfies(
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.TRANSPORT_UNAVAILABLE));

    assertThat(stats(process, TEAM).depth()).isZero();
    heal();
    assertThat(process.complete(bob.inbox(), claim, effects).settled()).isEqualTo(Settled.NOW);
    assertThat(stats(process, TEAM).depth()).isEqualTo(1);
    expectConsistency();
  }

  @Test
  void aFullServerRefusesToPublishAndStoresNothing() {
    var process = impatientProcess();
    var bob = openBob(process);
    send(process, job("before"));
    fill();
    var before = keys().values();

    assertThatExceptionOfType(MaosException.class)
        .isThrownBy(() -> send(process, job("refused")))
        .satisfies(refusal ->
            assertThat(refusal.code())
                .as("known not to be stored")
                .isNotEqualTo(ErrorCode.OUTCOME_UNKNOWN));

    assertThat(keys().values()).isEqualTo(before);
    server.command("CONFIG", "SET", "maxmemory", "0");
    assertThat(process.send(List.of(seal(job("after"))))).hasSize(1);
    assertThat(bob.drain()).containsExactly("before", "after");
    expectConsistency();
  }

  private RedisLink limitedLink() {
    server.command("ACL", "SETUSER", "limited", "on", ">secret", "~maos:*", "&*", "+@all");
    var uri = server.uri().replace("redis://", "redis://limited:secret@");
    return closing(
        RedisLink.open(
            RedisUri.parse(uri + "?namespace=" + NAMESPACE + "&timeout=1s"), TimeSource.system()));
  }

  /** The library may read them one by one, as it must; nobody may fetch several. */
  private static void forbidToFetchLargeFrames() {
    server.command("ACL", "SETUSER", "limited", "-hmget", "(+hmget ~" + key("[^l]*") + ")");
  }

  @Test
  void messagesWhoseLargeFramesCannotBeReadAreHandedBack() {
    var process = process(limitedLink(), 0);
    process.awaitNumbers();
    var bob = openBob(process);
    send(process, job("0"));
    var done = bob.takeOne();
    send(process, job("1"));
    forbidToFetchLargeFrames();

    assertThatExceptionOfType(MaosException.class)
        .isThrownBy(() -> bob.take(10))
        .satisfies(lost -> assertThat(lost.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN));

    until(() -> queue(BOBS_INBOX).claimed() == 1);
    server.command("ACL", "SETUSER", "limited", "+hmget");
    assertThat(bob.acknowledge(done)).isEqualTo(Settled.NOW);
    var again = bob.takeOne();
    assertThat(texts(List.of(again))).containsExactly("1");
    assertThat(again.attempt()).isEqualTo(1);
    expectConsistency();
  }

  private static void takeChannelsAway() {
    server.command("ACL", "SETUSER", "limited", "resetchannels");
  }

  @Test
  void aUserWithoutTheRightToItsChannelIsRefusedWhenItOpens() {
    var link = limitedLink();
    takeChannelsAway();

    assertThatExceptionOfType(LinkException.class)
        .isThrownBy(() -> process(link))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.REDIS_NOPERM));
    assertThat(keys().queues()).isEmpty();
  }

  @Test
  void aPublisherThatMayNotRingOthersDoesNotStoreAndThenFail() {
    var bob = openBob(process());
    bob.comeAwayEmpty();
    var sender = process(limitedLink());
    takeChannelsAway();

    var stored = accepts(sender);

    expectConsistency();
    assertThat(bob.drain()).hasSize(stored ? 1 : 0);
    expectConsistency();
  }

  @Test
  void whatOthersPublishAfterARefusedRingIsDelivered() {
    var others = process();
    var bob = openBob(others);
    bob.comeAwayEmpty();
    var sender = process(limitedLink());
    takeChannelsAway();
    var expected = new ArrayList<String>();
    if (accepts(sender)) {
      expected.add("work");
    }

    send(others, job("fine"));

    expected.add("fine");
    assertThat(bob.drain()).containsExactlyElementsOf(expected);
    expectConsistency();
  }

  private boolean accepts(RedisTransport sender) {
    try {
      send(sender, job("work"));
      return true;
    } catch (MaosException refused) {
      return false;
    }
  }
}
