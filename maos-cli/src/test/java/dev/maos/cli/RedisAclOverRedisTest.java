package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.Maos;
import dev.maos.backend.AccountCharge;
import dev.maos.backend.Backend;
import dev.maos.backend.BackendProvider;
import dev.maos.backend.ChargeAnswer;
import dev.maos.backend.Note;
import dev.maos.backend.NumberRange;
import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.TimeSource;
import dev.maos.base.TopicPattern;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.Contest;
import dev.maos.consensus.Electorate;
import dev.maos.consensus.Subject;
import dev.maos.consensus.VotingRule;
import dev.maos.event.Event;
import dev.maos.event.EventFilter;
import dev.maos.event.EventQuery;
import dev.maos.event.EventType;
import dev.maos.message.Guarantee;
import dev.maos.message.Message;
import dev.maos.message.MessageDraft;
import dev.maos.message.MessageReceiver;
import dev.maos.message.Priority;
import dev.maos.message.QueueLimits;
import dev.maos.message.SubscriptionOptions;
import dev.maos.registry.AgentDescriptor;
import dev.maos.registry.AgentQuery;
import dev.maos.registry.Selection;
import dev.maos.testkit.redis.RedisServer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a Redis user does who has the printed rights and no others. */
@Timeout(60)
class RedisAclOverRedisTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final AgentId ANN = AgentId.of("ann");
  private static final AgentId BOB = AgentId.of("bob");
  private static RedisServer server;

  @BeforeAll
  static void start() {
    server = RedisServer.start();
    tell(RedisAcl.lines(RedisAcl.Role.APP, "app", "maos"));
    tell(RedisAcl.lines(RedisAcl.Role.EVENTS, "app", "maos"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void empty() {
    server.command("FLUSHALL");
  }

  private static void tell(List<String> lines) {
    lines.forEach(line -> server.command(line.replace(">PASSWORD", ">pw").split(" ")));
  }

  private static String url() {
    return "redis://app:pw@127.0.0.1:%d?timeout=20s".formatted(server.port());
  }

  @ParameterizedTest
  @EnumSource
  void messagesGoToAnAgentAndToEverySubscriber(Guarantee guarantee) throws Exception {
    var topic = "news." + guarantee.name().toLowerCase(Locale.ROOT);
    try (var maos = Maos.open(url());
        var first = maos.bus().receiver(ANN, TopicPattern.of(topic));
        var second = maos.bus().receiver(BOB, TopicPattern.of(topic))) {
      var letter = Message.from(BOB).on(topic).guarantee(guarantee);

      maos.bus().publish(letter.to(ANN).command(Payload.text("for one")));
      assertThat(next(first)).isEqualTo("for one");

      maos.bus().publish(letter.toEveryone().event(Payload.text("for all")));
      assertThat(List.of(next(first), next(second))).containsOnly("for all");
    }
  }

  @Test
  void aMessageThatIsPublishedTwiceIsKnown() {
    try (var maos = Maos.open(url())) {
      var order =
          Message.from(ANN)
              .to(BOB)
              .on("orders")
              .guarantee(Guarantee.EXACTLY_ONCE)
              .identifiedBy("order-17")
              .command(Payload.text("lamp"));
      maos.bus().publish(order);

      assertThat(maos.bus().publish(order).duplicate()).isTrue();
    }
  }

  @Test
  void whatIsDelayedComesLaterAndWhatIsUrgentFirst() throws Exception {
    try (var maos = Maos.open(url())) {
      maos.bus().publish(chore().priority(Priority.LOW).command(Payload.text("low")));
      maos.bus().publish(chore().priority(Priority.CRITICAL).command(Payload.text("critical")));
      var delay = Duration.ofMillis(200);
      maos.bus().publish(chore().deliverAfter(delay).command(Payload.text("delayed")));

      try (var receiver = maos.bus().receiver(ANN, TopicPattern.of("chores"))) {
        var order = List.of(next(receiver), next(receiver), next(receiver));
        assertThat(order).containsExactly("critical", "low", "delayed");
      }
    }
  }

  private static MessageDraft chore() {
    return Message.from(BOB).to(ANN).on("chores");
  }

  @Test
  void deadLettersGetASecondChance() throws Exception {
    var tries = new ArrayList<String>();
    try (var maos = Maos.open(url())) {
      var subscription =
          maos.bus()
              .subscribe(
                  ANN,
                  TopicPattern.of("letters"),
                  SubscriptionOptions.defaults().maxDeliveries(1),
                  delivery -> {
                    tries.add(delivery.payload().text());
                    if (tries.size() == 1) {
                      throw new IllegalStateException("out of paper");
                    }
                  });
      maos.bus().publish(Message.from(BOB).to(ANN).on("letters").command(Payload.text("Dear")));
      assertThat(maos.bus().awaitIdle(PATIENCE)).isTrue();

      assertThat(subscription.deadLetters().list(10)).hasSize(1);
      assertThat(subscription.deadLetters().redriveAll()).isOne();

      assertThat(maos.bus().awaitIdle(PATIENCE)).isTrue();
      assertThat(tries).containsExactly("Dear", "Dear");
      assertThat(subscription.deadLetters().purgeAll()).isZero();
    }
  }

  @Test
  void agentsVote() throws Exception {
    try (var maos = Maos.open(url())) {
      var consensus = maos.consensus();
      var proposal =
          consensus.propose(
              Subject.of(ANN, "Deploy?", ""),
              Contest.yesOrNo(VotingRule.absoluteMajority()),
              Electorate.of(ANN, BOB),
              Duration.ofMinutes(5));
      consensus.cast(proposal.id(), ANN, Ballot.yes());
      assertThat(consensus.open(10)).contains(proposal.id());
      consensus.cast(proposal.id(), BOB, Ballot.yes().because("it works"));

      var result = consensus.await(proposal.id(), PATIENCE).orElseThrow();

      assertThat(result.decision().name()).isEqualTo("PASSED");
      assertThat(consensus.audit().export(proposal.id()).problems()).isEmpty();
    }
  }

  @Test
  void agentsAreFound() {
    try (var maos = Maos.open(url())) {
      var registration = maos.registry().register(AgentDescriptor.of("cyd").able("sql").build());
      var able = AgentQuery.whoIsAble("sql");

      assertThat(maos.registry().select(able, Selection.LEAST_LOADED)).contains(AgentId.of("cyd"));

      registration.close();
      assertThat(maos.registry().select(able, Selection.LEAST_LOADED)).isEmpty();
    }
  }

  @Test
  void eventsAreToldAndKept() throws Exception {
    var heard = new ArrayList<String>();
    try (var maos = Maos.open(url())) {
      var events = maos.events();
      events.subscribe(
          BOB,
          EventFilter.ofType(EventType.TASK_FAILED),
          told -> heard.add(told.event().data().text()));
      events.dispatch(
          Event.from(ANN).on("tasks").type(EventType.TASK_FAILED).data(Payload.text("oh")));

      assertThat(events.awaitIdle(PATIENCE)).isTrue();
      assertThat(heard).containsExactly("oh");
      assertThat(events.count(EventQuery.all())).isPositive();
    }
  }

  @Test
  void whatAllProcessesKnowIsKept() {
    try (var backend = backend()) {
      var tables = backend.tables().orElseThrow();
      var numbers = List.of(new NumberRange("s", 1, 5));

      assertThat(tables.use(numbers, PATIENCE)).isEmpty();
      assertThat(tables.used(numbers)).isEqualTo(numbers);
      assertThat(tables.charge(List.of(new AccountCharge("a", Duration.ofMillis(1), PATIENCE))))
          .isInstanceOf(ChargeAnswer.Taken.class);
      var note = new Note("k", 1, new byte[] {7});
      assertThat(tables.write(note)).isTrue();
      assertThat(tables.notes(0).notes()).containsExactly(note);
    }
  }

  private static Backend backend() {
    var uri = URI.create(url());
    return BackendProvider.of(uri).open(uri, QueueLimits.defaults(), TimeSource.system());
  }

  private static String next(MessageReceiver receiver) throws InterruptedException {
    var delivery = receiver.receive(PATIENCE).orElseThrow();
    delivery.ack();
    return delivery.payload().text();
  }
}
