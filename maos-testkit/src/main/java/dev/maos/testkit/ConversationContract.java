package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.maos.base.AgentId;
import dev.maos.base.CorrelationId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import dev.maos.base.TopicPattern;
import dev.maos.base.TraceContext;
import dev.maos.message.BusOptions;
import dev.maos.message.Delivery;
import dev.maos.message.HopLimitException;
import dev.maos.message.Lineage;
import dev.maos.message.Message;
import dev.maos.message.MessageType;
import dev.maos.message.Receipt;
import dev.maos.message.RequestTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** Requests and replies, and what a message inherits from the one that caused it. */
abstract class ConversationContract extends BusScene {
  private static final int MAX_HOPS = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final TraceContext TRACE =
      new TraceContext("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "");

  ConversationContract(TransportFixture fixture) {
    super(fixture, BusOptions.defaults().maxHops(MAX_HOPS));
  }

  @Test
  void aRequestNobodyAnswersTimesOut() {
    var request = meanwhile(() -> bus.request(question("anybody there?"), PATIENCE));

    passUntil("end of patience", request::isDone);

    assertThatThrownBy(request::get)
        .cause()
        .isInstanceOfSatisfying(
            RequestTimeoutException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.REQUEST_TIMEOUT))
        .hasMessageContaining("bob");
  }

  @Test
  void aRequestWithoutPatienceIsRefused() {
    assertThatThrownBy(() -> bus.request(question("quick"), Duration.ZERO))
        .isInstanceOf(MaosException.class);
    assertThatThrownBy(() -> bus.request(question("quick"), Duration.ofSeconds(-1)))
        .isInstanceOf(MaosException.class);
    assertThat(stats(BOBS_INBOX).depth()).isZero();
  }

  @Test
  void anExpiredRequestIsNotHandled() {
    var request = meanwhile(() -> bus.request(question("too late"), PATIENCE));
    passUntil("end of patience", request::isDone);
    var bob = recorder();
    subscribeBob(bob);

    awaitDead(BOBS_INBOX, 1);
    assertThat(bob.deliveries()).isEmpty();
  }

  @Test
  void anInterruptedRequestEnds() throws Exception {
    var thread = new CompletableFuture<Thread>();
    var request =
        meanwhile(() -> {
          thread.complete(Thread.currentThread());
          return bus.request(question("wait"), Duration.ofHours(1));
        });
    Waiting.until("request", () -> stats(BOBS_INBOX).depth() == 1);

    thread.get().interrupt();

    assertThatThrownBy(request::get).hasCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void closingTheBusEndsItsRequests() {
    var other = anotherBus();
    var request = meanwhile(() -> other.request(question("wait"), Duration.ofHours(1)));
    Waiting.until("request", () -> stats(BOBS_INBOX).depth() == 1);

    other.close();

    assertThatThrownBy(request::get)
        .cause()
        .isInstanceOfSatisfying(
            MaosException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BUS_CLOSED));
  }

  @Test
  void aReplyComesBackToItsRequest() throws Exception {
    subscribeBob(ConversationContract::echo);

    var reply = ask("ping").get();

    assertThat(reply.payload().text()).isEqualTo("echo of ping");
    assertThat(reply.message().type()).isEqualTo(MessageType.RESPONSE);
    assertThat(reply.message().sender()).isEqualTo(BOB);
  }

  @Test
  void aReplyComesBackFromAnotherProcess() throws Exception {
    anotherBus().subscribe(BOB, TopicPattern.of(">"), ConversationContract::echo);

    assertThat(ask("ping").get().payload().text()).isEqualTo("echo of ping");
  }

  @Test
  void manyRequestsAtOnceEachGetTheirOwnReply() throws Exception {
    subscribe(BOB, ">", OPTIONS.concurrency(4), ConversationContract::echo);
    var requests = new ArrayList<Future<Delivery>>();
    for (int i = 0; i < 50; i++) {
      requests.add(ask("question " + i));
    }

    for (int i = 0; i < 50; i++) {
      assertThat(requests.get(i).get().payload().text()).isEqualTo("echo of question " + i);
    }
  }

  @Test
  void theDeadlineOfARequestTravelsWithIt() throws Exception {
    var bob = recorder().then(ConversationContract::echo);
    subscribeBob(bob);
    var before = fixture.time().now();

    ask("ping").get();

    var deadline = bob.deliveries().getFirst().message().timing().deadline().orElseThrow();
    assertThat(deadline).isBetween(before.plus(PATIENCE), fixture.time().now().plus(PATIENCE));
  }

  @Test
  void aReplyToARequestThatHasItsReplyIsCountedAndDropped() throws Exception {
    var answered = new Semaphore(0);
    subscribeBob(delivery -> {
      echo(delivery);
      answered.acquire();
      echo(delivery);
    });
    ask("ping").get();

    answered.release();

    Waiting.until("late reply", () -> bus.metrics().lateReplies() == 1);
    answered.release();
    assertThat(ask("pong").get().payload().text()).isEqualTo("echo of pong");
  }

  @Test
  void aReplyAfterTheDeadlineDisturbsNobody() throws Exception {
    var bob = recorder().blocking();
    bob.then(ConversationContract::echo);
    subscribe(BOB, ">", OPTIONS.lease(Duration.ofHours(1)), bob);
    var request = meanwhile(() -> bus.request(question("slow"), PATIENCE));
    bob.await(1);
    passUntil("end of patience", request::isDone);

    bob.release();

    passUntil("settling", () -> stats(BOBS_INBOX).depth() == 0);
    assertThat(ask("quick").get().payload().text()).isEqualTo("echo of quick");
  }

  @Test
  void aReplyToAnOrdinaryMessageGoesToItsSenderOnTheSameTopic() {
    var alice = recorder();
    subscribe(ALICE, "jobs", alice);
    subscribeBob(ConversationContract::echo);

    var id = bus.publish(job("work")).id();

    var reply = alice.await(1).getFirst();
    assertThat(reply.payload().text()).isEqualTo("echo of work");
    assertThat(reply.message().lineage().causation()).contains(id);
  }

  @Test
  void aReplyGoesWhereItsSenderWantsIt() {
    var carol = recorder();
    subscribe(CAROL, "answers", carol);
    subscribeBob(ConversationContract::echo);

    bus.publish(toBob().replyTo(CAROL, Topic.of("answers")).query(Payload.text("work")));

    assertThat(carol.await(1).getFirst().payload().text()).isEqualTo("echo of work");
  }

  @Test
  void aFirstMessageHasNoPast() {
    var bob = recorder();
    subscribeBob(bob);
    bus.publish(job("first"));

    assertThat(lineage(bob)).isEqualTo(Lineage.NONE);
  }

  @Test
  void whatAHandlerPublishesContinuesTheConversation() {
    var carol = recorder();
    subscribe(CAROL, ">", carol);
    var bob = recorder().then(delivery -> bus.publish(toCarol()));
    subscribeBob(bob);
    var deadline = fixture.time().now().plusSeconds(60);
    var id =
        bus.publish(
                toBob()
                    .correlatedWith(CorrelationId.of("conversation-1"))
                    .tracedBy(TRACE)
                    .deadline(deadline)
                    .command(Payload.empty()))
            .id();

    var inherited = carol.await(1).getFirst().message();

    assertThat(inherited.lineage().causation()).contains(id);
    assertThat(inherited.lineage().correlation()).contains(CorrelationId.of("conversation-1"));
    assertThat(inherited.lineage().trace()).contains(TRACE);
    assertThat(inherited.lineage().path()).containsExactly(ALICE);
    assertThat(inherited.lineage().hops()).isEqualTo(1);
    assertThat(inherited.timing().deadline()).contains(deadline);
  }

  @Test
  void whatAMessageSaysOfItselfIsNotOverwritten() {
    var own = CorrelationId.of("another-conversation");
    var sooner = fixture.time().now().plusSeconds(30);
    var carol = recorder();
    subscribe(CAROL, ">", carol);
    var answer =
        Message.from(BOB).to(CAROL).on("jobs").correlatedWith(own).deadline(sooner).heartbeat();
    subscribeBob(delivery -> bus.publish(answer));
    bus.publish(
        toBob()
            .correlatedWith(CorrelationId.of("conversation-1"))
            .deadline(fixture.time().now().plusSeconds(60))
            .command(Payload.empty()));

    var message = carol.await(1).getFirst().message();

    assertThat(message.lineage().correlation()).contains(own);
    assertThat(message.timing().deadline()).contains(sooner);
  }

  @Test
  void aLaterDeadlineOfItsOwnDoesNotOutliveTheInheritedOne() {
    var inherited = fixture.time().now().plusSeconds(30);
    var carol = recorder();
    subscribe(CAROL, ">", carol);
    var draft = Message.from(BOB).to(CAROL).on("jobs");
    subscribeBob(d -> bus.publish(draft.deadline(inherited.plusSeconds(30)).heartbeat()));
    bus.publish(toBob().deadline(inherited).command(Payload.empty()));

    assertThat(carol.await(1).getFirst().message().timing().deadline()).contains(inherited);
  }

  @Test
  void whatIsPublishedBetweenHandlersHasNoPast() {
    var bob = recorder();
    subscribeBob(bob);
    bus.publish(job("one"));
    bob.awaitFinished(1);
    bus.publish(job("two"));

    bob.await(2);
    assertThat(bob.deliveries()).allMatch(d -> d.message().lineage().equals(Lineage.NONE));
  }

  @Test
  void aChainThatIsTooLongIsRefusedWithTheChain() {
    var refusals = new CompletableFuture<HopLimitException>();
    subscribe(BOB, ">", d -> passOn(CAROL, refusals));
    subscribe(CAROL, ">", d -> passOn(BOB, refusals));

    bus.publish(job("hot potato"));

    Waiting.until("refusal", refusals::isDone);
    var refused = refusals.join();
    assertThat(refused.code()).isEqualTo(ErrorCode.HOP_LIMIT);
    assertThat(refused.chain()).hasSize(MAX_HOPS + 2).startsWith(ALICE, BOB, CAROL, BOB);
    assertThat(refused).hasMessageContaining("bob -> carol");
  }

  @Test
  void aReplyLoopIsEndedToo() {
    var replies = recorder();
    subscribe(ALICE, ">", replies.then(delivery -> delivery.reply(Payload.text("again"))));
    var bob = recorder().then(delivery -> delivery.reply(Payload.text("again")));
    subscribe(BOB, ">", OPTIONS.maxDeliveries(1), bob);

    bus.publish(job("echo chamber"));

    passUntil("end of the loop", () -> deadLetters() > 0);
    assertThat(bob.deliveries().size() + replies.deliveries().size())
        .isLessThanOrEqualTo(MAX_HOPS + OPTIONS.maxDeliveries());
  }

  private int deadLetters() {
    return storage.queues().stream().mapToInt(stats -> stats.dead()).sum();
  }

  private void passOn(AgentId to, CompletableFuture<HopLimitException> refusals) {
    var from = to.equals(BOB) ? CAROL : BOB;
    var message = Message.from(from).to(to).on("jobs").heartbeat();
    var refused = catchThrowableOfType(HopLimitException.class, () -> publish(message));
    if (refused != null) {
      refusals.complete(refused);
    }
  }

  private Receipt publish(Message message) {
    return bus.publish(message);
  }

  private Future<Delivery> ask(String text) {
    return meanwhile(() -> bus.request(question(text), PATIENCE));
  }

  private static void echo(Delivery delivery) {
    delivery.reply(Payload.text("echo of " + delivery.payload().text()));
  }

  private static Message question(String text) {
    return toBob().query(Payload.text(text));
  }

  private static Message toCarol() {
    return Message.from(BOB).to(CAROL).on("jobs").heartbeat();
  }

  private static Lineage lineage(Recorder recorder) {
    return recorder.await(1).getFirst().message().lineage();
  }
}
