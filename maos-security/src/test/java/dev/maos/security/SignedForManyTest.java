package dev.maos.security;

import static dev.maos.security.TwoProcesses.PLANNER;
import static dev.maos.security.TwoProcesses.WORKER;
import static dev.maos.security.TwoProcesses.assertCode;
import static dev.maos.security.TwoProcesses.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import dev.maos.base.TopicPattern;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.Contest;
import dev.maos.consensus.Electorate;
import dev.maos.consensus.Subject;
import dev.maos.consensus.VotingRule;
import dev.maos.message.Address;
import dev.maos.message.Envelope;
import dev.maos.message.GroupName;
import dev.maos.message.Lineage;
import dev.maos.message.Message;
import dev.maos.message.MessageId;
import dev.maos.message.QueueName;
import dev.maos.security.crypto.Rejection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What goes to many is signed and not hidden, where the policy accepts that. */
class SignedForManyTest {
  private static final SecurityPolicy CLEAR = TwoProcesses.QUICK.insecureAcceptUnencrypted();
  private static final QueueName ONE = QueueName.subscription(WORKER, TopicPattern.of("news"));
  private static final QueueName OTHER = QueueName.subscription(WORKER, TopicPattern.of(">"));

  private final TwoProcesses both = new TwoProcesses(CLEAR);

  private static Message news() {
    return Message.from(PLANNER).toEveryone().on("news").notification(Payload.text("hello"));
  }

  private Envelope signed(Message message) {
    return both.planner.outbound(Envelopes.of(message, both.time));
  }

  private Message opened(Envelope stored, QueueName queue) {
    return Envelopes.arrival(both.worker, stored, queue).opened().message();
  }

  /** A message of the layer itself, from an agent to everyone. */
  private static Message announcement(AgentId from) {
    return about(
        Message.from(from).toEveryone().on("x").notification(Payload.text("ended")),
        Topic.reserved("votes.results"));
  }

  private static Message caused(Message message, MessageId request) {
    return new Message(
        message.type(),
        message.name(),
        message.sender(),
        message.recipient(),
        message.topic(),
        message.payload(),
        message.priority(),
        message.guarantee(),
        message.timing(),
        new Lineage(Optional.empty(), Optional.of(request), List.of(), Optional.empty()),
        message.handling(),
        message.headers());
  }

  static Message about(Message message, Topic topic) {
    return with(message, message.sender(), topic, message.recipient(), message.payload());
  }

  private static Message with(
      Message message, AgentId sender, Topic topic, Address recipient, Payload payload) {
    return new Message(
        message.type(),
        message.name(),
        sender,
        recipient,
        topic,
        payload,
        message.priority(),
        message.guarantee(),
        message.timing(),
        message.lineage(),
        message.handling(),
        message.headers());
  }

  @Test
  void whatIsSignedForEveryoneIsBelieved() {
    assertThat(opened(signed(news()), ONE)).isEqualTo(news());
  }

  @Test
  void eachQueueTakesItOnce() {
    var stored = signed(news());
    for (var queue : new QueueName[] {ONE, OTHER}) {
      var arrival = Envelopes.arrival(both.worker, stored, queue);
      assertThat(arrival.opened().message()).isEqualTo(news());
      arrival.handled();
    }

    assertRejected(Rejection.REPLAYED, () -> opened(stored, ONE));
    assertRejected(Rejection.REPLAYED, () -> opened(stored, OTHER));
  }

  @Test
  void nothingOfItCanBeChanged() {
    var stored = signed(news());
    var bytes = stored.message().payload().bytes();
    int refused = 0;

    for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
      var changed = bytes.clone();
      changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      var forged = stored.carrying(Tampering.with(stored.message(), changed), stored.identity());
      assertThatThrownBy(() -> opened(forged, ONE)).as("bit %d", bit).isNotNull();
      refused++;
    }
    assertThat(refused).isGreaterThan(1_000);
  }

  @Test
  void whatGoesToManyIsNotLedElsewhere() {
    var stored = signed(news());
    var message = stored.message();
    var group = new Address.ToGroup(GroupName.of("workers"));
    var agent = new Address.ToAgent(WORKER);

    for (var recipient : new Address[] {group, agent}) {
      var led = with(message, PLANNER, message.topic(), recipient, message.payload());
      assertRejected(
          Rejection.MISDIRECTED, () -> opened(stored.carrying(led, stored.identity()), ONE));
    }
    var elsewhere = with(message, PLANNER, Topic.of("olds"), Address.EVERYONE, message.payload());
    assertRejected(
        Rejection.MISDIRECTED, () -> opened(stored.carrying(elsewhere, stored.identity()), ONE));
  }

  @Test
  void nothingThatAUserSaysGoesToManyUnderAPolicyThatHides() {
    var strict = new TwoProcesses();

    assertCode(
        ErrorCode.NO_KEY_FOR_RECIPIENT,
        () -> strict.planner.outbound(Envelopes.of(news(), strict.time)));
    // Nor does it come in, from one whose policy is another.
    var careless = strict.process(CLEAR);
    var keys = careless.generateAgentKeys(AgentId.of("careless"));
    strict.worker.importAgentPublicKey(AgentId.of("careless"), keys.toPem());
    var said =
        with(
            news(), AgentId.of("careless"), Topic.of("news"), Address.EVERYONE, Payload.text("hi"));
    var stored = careless.outbound(Envelopes.of(said, strict.time));
    assertRejected(
        Rejection.NOT_ALLOWED, () -> Envelopes.arrival(strict.worker, stored, ONE).opened());
  }

  @Test
  void onlyWhatTheLayerTellsMayBeSignedByAnother() {
    var strict = new TwoProcesses();
    var byAnother = strict.planner.outbound(Envelopes.of(announcement(WORKER), strict.time));

    assertThat(Envelopes.arrival(strict.worker, byAnother, OTHER).opened().message())
        .isEqualTo(announcement(WORKER));
    // What a rogue signs for somebody else on a topic of users is not believed.
    var own = signed(news());
    var message = own.message();
    var forged = with(message, WORKER, message.topic(), message.recipient(), message.payload());
    assertRejected(Rejection.MISDIRECTED, () -> opened(own.carrying(forged, own.identity()), ONE));
  }

  @Test
  void nothingElseIsToldInAnothersName() {
    // What a rogue's process would send if it did not ask itself.
    var own = signed(news());
    var careless = new TwoProcesses();
    for (var topic : new String[] {"replies.s0", "receipts", "votes.letters", "probes"}) {
      var forged =
          with(
              own.message(),
              WORKER,
              Topic.reserved(topic),
              Address.EVERYONE,
              own.message().payload());
      assertRejected(
          Rejection.MISDIRECTED, () -> opened(own.carrying(forged, own.identity()), ONE));
      var asked = about(news(), Topic.reserved(topic));
      assertCode(
          ErrorCode.NO_KEY_FOR_RECIPIENT,
          () -> careless.planner.outbound(Envelopes.of(asked, careless.time)));
    }
  }

  @Test
  void onTopicsOfTheLayerToo() {
    var reply = about(news(), Topic.reserved("replies.s0"));
    var stored = signed(reply);
    var message = stored.message();
    var forged = with(message, WORKER, message.topic(), message.recipient(), message.payload());

    assertThat(opened(stored, ONE)).isEqualTo(reply);
    assertRejected(
        Rejection.MISDIRECTED, () -> opened(stored.carrying(forged, stored.identity()), ONE));
  }

  @Test
  void aRequestIsNotAnsweredByWhatGoesToMany() throws InterruptedException {
    var rogue = AgentId.of("rogue");
    var security = CommunicationSecurity.of(CLEAR);
    for (var agent : new AgentId[] {PLANNER, WORKER, rogue}) {
      security.generateAgentKeys(agent);
    }
    try (var maos = Maos.builder("memory:").guardedBy(security).open()) {
      var bus = maos.bus();
      bus.subscribe(
          WORKER,
          TopicPattern.of("tasks"),
          request -> {
            var forged = Message.from(rogue).toEveryone().on("x").response(Payload.text("forged"));
            var topic = request.message().handling().replyTo().orElseThrow().topic();
            bus.publishReserved(List.of(caused(about(forged, topic), request.id())));
            request.reply(Payload.text("true"));
          });

      var question = Message.from(PLANNER).to(WORKER).on("tasks").query(Payload.empty());
      assertThat(bus.request(question, Duration.ofSeconds(20)).payload().text()).isEqualTo("true");
    }
  }

  @Test
  void whoIsBlockedSignsNothingForOthers() {
    var strict = new TwoProcesses();
    var byAnother = strict.planner.outbound(Envelopes.of(announcement(WORKER), strict.time));

    strict.worker.blockAgent(PLANNER, "it lies");

    assertRejected(
        Rejection.BLOCKED, () -> Envelopes.arrival(strict.worker, byAnother, OTHER).opened());
  }

  @Test
  void whatIsToldInTheNameOfOneWhoIsBlockedIsNotBelieved() {
    var strict = new TwoProcesses();
    var eve = AgentId.of("eve");
    strict.worker.importAgentPublicKey(
        eve, strict.process(TwoProcesses.QUICK).generateAgentKeys(eve).toPem());
    var byAnother = strict.planner.outbound(Envelopes.of(announcement(eve), strict.time));

    strict.worker.blockAgent(eve, "it lies");

    assertRejected(
        Rejection.BLOCKED, () -> Envelopes.arrival(strict.worker, byAnother, OTHER).opened());
  }

  @Test
  void theResultOfAVoteReachesWhoListensUnderEveryPolicy() throws InterruptedException {
    var security = CommunicationSecurity.of(TwoProcesses.QUICK);
    security.generateAgentKeys(PLANNER);
    security.generateAgentKeys(WORKER);
    var results = new LinkedBlockingQueue<Message>();
    try (var maos = Maos.builder("memory:").guardedBy(security).open()) {
      maos.bus()
          .subscribe(
              WORKER,
              TopicPattern.of("_maos.votes.results"),
              delivery -> results.add(delivery.message()));
      var proposal =
          maos.consensus()
              .propose(
                  Subject.of(PLANNER, "Deploy it?", ""),
                  Contest.yesOrNo(VotingRule.simpleMajority()),
                  Electorate.of(PLANNER, WORKER),
                  Duration.ofMinutes(1));
      var _ = maos.consensus().cast(proposal.id(), PLANNER, Ballot.yes());
      var _ = maos.consensus().cast(proposal.id(), WORKER, Ballot.yes());

      var result = results.poll(20, TimeUnit.SECONDS);

      assertThat(result).isNotNull();
      assertThat(result.payload().text()).contains("Deploy it?", "PASSED");
    }
  }
}
