package dev.maos.redis.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.maos.base.ErrorCode;
import dev.maos.base.TimeSource;
import dev.maos.message.TransportException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands whose answers are lost, or that are refused, while others are under way. */
class PipelineTest extends LibraryScene {
  private static final int BOUND = 3;

  private HeldLine line;
  private Pipeline pipeline;
  private Ringing bob;
  private final BlockingQueue<Long> rung = new LinkedBlockingQueue<>();

  @BeforeEach
  void holdTheLine() {
    limits = limits.maxQueueSize(BOUND);
    bob = openBob(process());
    var link = link();
    line = new HeldLine(link.publishing());
    var key = link.uri().prefix().getBytes(StandardCharsets.US_ASCII);
    var settings = Session.settings(limits, false);
    pipeline =
        new Pipeline(
            line,
            Library.load().publishing(),
            new Session("0123456789abcdef", Session.PUBLISHING, key, settings),
            TimeSource.system(),
            rings -> Arrays.stream(rings).forEach(rung::add),
            forgotten -> {},
            new FrameNumbers(Integer.MAX_VALUE),
            Pipeline.Companions.NONE);
  }

  /** Publishes as much as is worth a command of its own. */
  private PublishOperation publish(String text) {
    return publishLittle(text + " ".repeat(16 << 10));
  }

  private PublishOperation publishLittle(String text) {
    return pipeline.submit(Caller.publishing(seal(job(text))));
  }

  private List<String> bobsMessages() {
    return bob.drain().stream().map(String::strip).toList();
  }

  private static void await(PublishOperation operation) throws Exception {
    assertThat(operation.result().get(5, TimeUnit.SECONDS)).containsExactly(false);
  }

  @Test
  void whoeverWaitsWhileOthersAreAnsweredWaitsLongerThanACommandTakes() throws Exception {
    var others = List.of(publish("a"), publish("b"));
    var last = publish("c");
    var runs = List.of(line.next(), line.next(), line.next());
    var waiting =
        CompletableFuture.supplyAsync(
            () -> Waiting.forResult(pipeline, last, Duration.ofSeconds(1)));

    for (int i = 0; i < others.size(); i++) {
      expectNoAnswerFor(Duration.ofMillis(600), last);
      runs.get(i).pass();
      await(others.get(i));
    }
    expectNoAnswerFor(Duration.ofMillis(600), last);
    runs.getLast().pass();

    assertThat(waiting.get(5, TimeUnit.SECONDS)).containsExactly(false);
    pipeline.close();
  }

  private static void expectNoAnswerFor(Duration time, PublishOperation operation) {
    assertThatExceptionOfType(TimeoutException.class)
        .isThrownBy(() -> operation.result().get(time.toMillis(), TimeUnit.MILLISECONDS));
  }

  @Test
  void whoeverWaitsWhileNobodyIsAnsweredGivesUpAfterWhatACommandTakes() throws Exception {
    var operation = publish("a");
    var run = line.next();

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> Waiting.forResult(pipeline, operation, Duration.ofMillis(50)))
        .satisfies(late -> assertThat(late.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN));

    run.pass();
    await(operation);
    pipeline.close();
  }

  // Whom the lost answer named, the one that is told again does not know.
  @Test
  void aRepeatedAnswerRingsEverybody() throws Exception {
    var operation = publish("a");
    line.next().loseAnswer();

    line.next().pass();

    await(operation);
    assertThat(rung).containsExactly(Pipeline.EVERYBODY_RINGS);
    pipeline.close();
  }

  @Test
  void aLittleWaitsForWhatIsUnderWayAndThenGoesTogether() throws Exception {
    var alone = publishLittle("alone");
    var one = publishLittle("one");
    var other = publishLittle("other");
    var first = line.next();
    assertThat(line.isQuiet()).isTrue();

    first.pass();
    line.next().pass();

    await(alone);
    await(one);
    await(other);
    assertThat(line.isQuiet()).isTrue();
    assertThat(bobsMessages()).containsExactly("alone", "one", "other");
    pipeline.close();
  }

  @Test
  void whatIsBehindARefusedCommandGetsANumberOfTheNextGeneration() throws Exception {
    var refused = publish("refused");
    var behind = publish("behind");
    var first = line.next();
    var second = line.next();
    first.refuse();
    second.pass();

    var again = line.next();
    again.pass();

    assertThat(again.name()).isEqualTo("2.1");
    await(behind);
    assertThat(refused.result()).isCompletedExceptionally();
    assertThat(bobsMessages()).containsExactly("behind");
    pipeline.close();
  }

  // Under a new number the server would not know it again, and do it twice.
  @Test
  void whatWasSentBeforeARefusedCommandKeepsItsNumberUntilItIsAnswered() throws Exception {
    var earlier = publish("earlier");
    var refused = publish("refused");
    var behind = publish("behind");
    var first = line.next();
    var second = line.next();
    var third = line.next();
    first.loseAnswer();
    second.refuse();
    third.pass();

    var repeated = line.next();
    repeated.pass();
    var renumbered = line.next();
    renumbered.pass();

    assertThat(repeated.name()).isEqualTo("1.1");
    assertThat(renumbered.name()).isEqualTo("2.2");
    await(earlier);
    await(behind);
    assertThat(refused.result()).isCompletedExceptionally();
    assertThat(bobsMessages()).containsExactly("earlier", "behind");
    expectConsistency();
    pipeline.close();
  }

  // Together they are refused, one by one the first of them is not.
  @Test
  void ofWhatWasRefusedTogetherOnlyWhatWasThenAcceptedIsSentAgainAfterALoss() throws Exception {
    var elsewhere = pipeline.submit(Caller.publishing(seal(teamJob("elsewhere"))));
    var first =
        pipeline.submit(Caller.publishing(seal(job("accepted")), seal(job("accepted too"))));
    var second = pipeline.submit(Caller.publishing(seal(job("refused")), seal(job("refused too"))));
    line.next().pass();
    await(elsewhere);
    line.next().pass();
    line.next().pass();
    assertThat(first.result()).succeedsWithin(Duration.ofSeconds(5));
    assertThat(second.result()).failsWithin(Duration.ofSeconds(5));

    server.command("FLUSHALL");
    setClock(time.micros());
    var next = pipeline.submit(Caller.publishing(seal(news("next"))));
    while (!next.result().isDone()) {
      line.next().pass();
    }

    assertThat(openBob(process()).drain()).containsExactly("accepted", "accepted too");
    pipeline.close();
  }

  @Test
  void whatIsBehindARefusedBatchOfItsFeedFailsThoughItTravelsWithAnotherFeeds() throws Exception {
    var turn = new Turn(1, 1);
    var refused = publish("refused", new FeedPlace(turn, false));
    var first = line.next();
    var behind = publish("behind", new FeedPlace(turn, true));
    var other = publish("other" + " ".repeat(16 << 10), new FeedPlace(new Turn(2, 2), false));
    var second = line.next();
    first.refuse();
    second.pass();

    line.next().pass();

    await(other);
    assertThat(refused.result()).isCompletedExceptionally();
    assertThat(behind.result()).failsWithin(Duration.ofSeconds(5));
    assertThat(bobsMessages()).containsExactly("other");
    pipeline.close();
  }

  private PublishOperation publish(String text, FeedPlace place) {
    var batch = List.of(seal(job(text)));
    return pipeline.submit(new PublishOperation(batch, BOUND, false, Optional.of(place)));
  }
}
