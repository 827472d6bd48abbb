package dev.maos.redis.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.Payload;
import dev.maos.message.Envelope;
import dev.maos.message.Message;
import dev.maos.message.Settled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A queue full of messages that are each an entry of their own: whatever goes through all of it
 * takes the server moments, and leaves everything in order.
 */
class BacklogTest extends LibraryScene {
  private static final int MANY = 10_000;
  private static final String EVEN = "jobs.even";
  private static final String ODD = "jobs.odd";

  /** It takes a tenth of that; when each is looked for by itself it takes many times as long. */
  private static final Duration MOMENTS = Duration.ofSeconds(1);

  private RedisTransport process;

  @BeforeEach
  void openProcess() {
    limits = limits.maxQueueSize(MANY).maxDeadLetters(MANY);
    process = process();
  }

  private static Message job(int number) {
    return Message.from(ALICE)
        .to(BOB)
        .on(number % 2 == 0 ? EVEN : ODD)
        .ttl(Duration.ofSeconds(number % 2 == 0 ? 5 : 50_000))
        .command(Payload.text("" + number));
  }

  /** Neighbours differ, so each is a frame and an entry of its own. */
  private void fill() {
    fill(MANY);
  }

  private void fill(int count) {
    var batch = new ArrayList<Envelope>(count);
    for (int i = 0; i < count; i++) {
      batch.add(seal(job(i)));
    }
    var _ = process.send(batch);
  }

  private static List<String> numbers(int from, int step) {
    return numbers(from, step, MANY);
  }

  private static List<String> numbers(int from, int step, int count) {
    return IntStream.iterate(from, i -> i < count, i -> i + step).mapToObj(i -> "" + i).toList();
  }

  /** How much of its processor the server has used; other programs on the machine do not count. */
  private static Duration used() {
    double seconds =
        server
            .command("INFO", "cpu")
            .text()
            .lines()
            .filter(line -> line.startsWith("used_cpu_") && line.contains("main_thread:"))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(':') + 1)))
            .sum();
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  private static void takesMoments(Runnable step) {
    var before = used();
    step.run();
    var after = used();
    assertThat(after.minus(before)).isLessThan(MOMENTS);
  }

  @Test
  void aReaderThatComesGetsWhatWasParked() {
    fill();

    takesMoments(() -> openBob(process));

    expectConsistency();
    assertThat(openBob(process).drain()).containsExactlyElementsOf(numbers(0, 1));
  }

  @Test
  void aReaderThatWantsEverySecondGetsThose() {
    fill();

    takesMoments(() -> open(process, reading(BOB, ODD)));

    expectConsistency();
    assertThat(open(process, reading(BOB, ODD)).drain()).containsExactlyElementsOf(numbers(1, 2));
    assertThat(queue(BOBS_INBOX).parked()).isEqualTo(MANY / 2);
  }

  @Test
  void whatReadersLeaveIsParkedInOrder() {
    var even = open(process, reading(BOB, EVEN));
    var odd = open(process, reading(BOB, ODD));
    fill();

    takesMoments(even::close);
    takesMoments(odd::close);

    expectConsistency();
    assertThat(openBob(process).drain()).containsExactlyElementsOf(numbers(0, 1));
  }

  @Test
  void whatAReaderHeldGoesBackToItsPlaces() {
    var bob = openBob(process);
    fill();
    var _ = bob.take(4_000);

    takesMoments(bob::close);

    expectConsistency();
    assertThat(openBob(process).drain()).containsExactlyElementsOf(numbers(0, 1));
  }

  @Test
  void whatAProcessThatDiedHeldGoesBackToItsPlaces() {
    var bob = openBob(process);
    fill();
    var _ = bob.take(4_000);

    takesMoments(() -> pass(LEASE.plusSeconds(1)));

    expectConsistency();
    assertThat(stats(process, BOBS_INBOX).ready()).isEqualTo(MANY);
  }

  @Test
  void theExpiredAreSweptFromBetweenTheOthers() {
    fill();
    pass(Duration.ofSeconds(6));

    takesMoments(process::sweep);

    expectConsistency();
    assertThat(stats(process, BOBS_INBOX).dead()).isEqualTo(MANY / 2);
    assertThat(openBob(process).drain()).containsExactlyElementsOf(numbers(1, 2));
  }

  // Short fronts are pushed, long ones written with all that is behind them.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 49, 102, 700, 2_500})
  void whatGoesBackIsInOrderHoweverMuchItIs(int count) {
    var even = open(process, reading(BOB, EVEN));
    var odd = open(process, reading(BOB, ODD));
    fill(count);
    var _ = odd.take(count / 3);
    var _ = even.take(count / 4);

    odd.close();
    even.close();

    expectConsistency();
    assertThat(openBob(process).drain()).containsExactlyElementsOf(numbers(0, 1, count));
  }

  @Test
  void whatGoesBackBehindEverythingIsInOrder() {
    var odd = open(process, reading(BOB, ODD));
    var even = open(process, reading(BOB, EVEN));
    fill(400);
    even.close();
    send(process, job(400));
    var last = send(process, job(401));
    var claims = odd.take(300);
    assertThat(claims.getLast().envelope().id()).isEqualTo(last.id());
    assertThat(odd.inbox().acknowledge(claims.subList(0, 200))).containsOnly(Settled.NOW);

    odd.close();

    expectConsistency();
    var left = new ArrayList<>(numbers(0, 2, 401));
    left.add("401");
    assertThat(openBob(process).drain()).containsExactlyElementsOf(left);
  }
}
