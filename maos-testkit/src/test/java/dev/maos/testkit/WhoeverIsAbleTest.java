package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.Need;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.message.Address;
import dev.maos.message.Assignment;
import dev.maos.message.DeadLetter;
import dev.maos.message.Delivery;
import dev.maos.message.Guarantee;
import dev.maos.message.Message;
import dev.maos.message.MessageHandler;
import dev.maos.message.NoCapableAgentException;
import dev.maos.message.QueueName;
import dev.maos.message.Receipt;
import dev.maos.registry.AgentDescriptor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Messages to whoever is able: chosen when they are published, and anew when the chosen one goes.
 */
class WhoeverIsAbleTest extends CapableScene {

  // Choosing.

  @Test
  void aMessageGoesToOneWhoIsAbleAndSaysWhy() {
    var process = process();
    var ann = process.worker("ann");

    process.maos.bus().publish(review("Main.java"));

    Waiting.until("review", () -> ann.handled.size() == 1);
    var message = ann.handled.element().message();
    assertThat(message.recipient()).isEqualTo(new Address.ToAgent(ann.id));
    assertThat(message.handling().assignment())
        .contains(new Assignment(List.of(Need.of("java-review>=17")), List.of()));
  }

  @Test
  void whereNobodyIsAbleNothingIsSent() {
    var process = process();
    process.worker("ann").registration.drain();

    var refusal =
        catchThrowableOfType(
            NoCapableAgentException.class, () -> process.maos.bus().publish(review("x")));

    assertThat(refusal.code()).isEqualTo(ErrorCode.NO_CAPABLE_AGENT);
    assertThat(refusal).hasMessageContaining("java-review>=17");
    assertThat(process.maos.bus().metrics().refused()).isEqualTo(1);
    assertThat(messages.queues()).allMatch(queue -> queue.depth() == 0);
  }

  @Test
  void aBadWishIsRefusedWhenItIsWritten() {
    assertThatThrownBy(() -> Message.from(PLANNER).toCapable(""))
        .hasMessageContaining("INVALID_CAPABILITY");
    assertThatThrownBy(() -> Message.from(PLANNER).toCapable("java review"))
        .hasMessageContaining("INVALID_VERSION");
    assertThatThrownBy(() -> Message.from(PLANNER).toCapable("java>=x"))
        .hasMessageContaining("INVALID_VERSION");
    var nine = IntStream.range(1, 9).mapToObj(i -> "c" + i).toArray(String[]::new);
    assertThatThrownBy(() -> Message.from(PLANNER).toCapable("c0", nine))
        .hasMessageContaining("1 to 8");
  }

  @Test
  void messagesInABurstAreSharedOut() {
    var process = process();
    var workers =
        IntStream.range(0, 4).mapToObj(i -> process.worker("w" + i, d -> park())).toList();
    var bus = process.maos.bus();

    bus.publishAll(IntStream.range(0, 40).mapToObj(i -> review("r" + i)).toList());

    assertThat(workers).allSatisfy(worker -> assertThat(inbox(worker.id).depth()).isEqualTo(10));
    workers.forEach(worker -> worker.subscription.abort());
  }

  private static void park() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  @Test
  void messagesOfOneKeyGoToOneAgent() {
    var process = process();
    var workers = IntStream.range(0, 5).mapToObj(i -> process.worker("w" + i)).toList();
    for (int i = 0; i < 20; i++) {
      process.maos.bus().publish(toReviewer().orderedBy("file-7").command(Payload.text("v" + i)));
    }
    Waiting.until("reviews", () -> workers.stream().mapToInt(w -> w.handled.size()).sum() == 20);

    var busy = workers.stream().filter(worker -> !worker.handled.isEmpty()).toList();
    assertThat(busy).hasSize(1);
    assertThat(busy.getFirst().texts())
        .containsExactlyElementsOf(IntStream.range(0, 20).mapToObj(i -> "v" + i).toList());
  }

  @Test
  void aMessageThatIsPublishedAgainUnderItsKeyIsKnownAgain() {
    var process = process();
    IntStream.range(0, 5).forEach(i -> process.worker("w" + i));
    var once = toReviewer().guarantee(Guarantee.EXACTLY_ONCE).identifiedBy("job-1");

    var first = process.maos.bus().publish(once.command(Payload.text("x")));
    var second = process.maos.bus().publish(once.command(Payload.text("x")));

    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.duplicate()).isTrue();
  }

  @Test
  void aRequestIsAnsweredByWhoeverIsAble() throws Exception {
    var process = process();
    process.worker("ann", delivery -> delivery.reply(Payload.text("looks good")));

    var reply = process.maos.bus().request(review("x"), Duration.ofSeconds(10));

    assertThat(reply.payload().text()).isEqualTo("looks good");
    assertThat(reply.message().sender()).isEqualTo(AgentId.of("ann"));
  }

  @Test
  void anAgentOfAnotherProcessIsFound() {
    var here = process();
    var there = process();
    var ann = there.worker("ann");
    here.maos.registry().refresh();

    here.maos.bus().publish(review("x"));

    Waiting.until("review", () -> ann.handled.size() == 1);
  }

  // Choosing anew.

  @Test
  void whatADeadAgentDidNotAcknowledgeGoesToAnother() throws Exception {
    var dying = process();
    var living = process();
    var begun = new CountDownLatch(1);
    dying.worker(
        "ann",
        delivery -> {
          begun.countDown();
          park();
        });
    for (int i = 0; i < 10; i++) {
      dying.maos.bus().publish(review("r" + i));
    }
    begun.await();
    var bob = living.worker("bob");

    dying.die();

    passUntil("reviews by bob", () -> new HashSet<>(bob.texts()).size() == 10);
    assertThat(bob.handled).hasSize(10);
    var first = bob.handled.element().message().handling().assignment();
    assertThat(first.map(Assignment::earlier)).contains(List.of(AgentId.of("ann")));
    // In memory a message is sent on, and then acknowledged.
    Waiting.until("empty inbox of ann", () -> inbox(AgentId.of("ann")).depth() == 0);
  }

  @Test
  void itGoesUnderItsIdSoThatTheHandlersCanTell() throws Exception {
    var dying = process();
    var living = process();
    var tried = new ConcurrentLinkedQueue<Delivery>();
    dying.worker(
        "ann",
        delivery -> {
          tried.add(delivery);
          park();
        });
    var receipt =
        dying
            .maos
            .bus()
            .publish(toReviewer().guarantee(Guarantee.EXACTLY_ONCE).command(Payload.text("x")));
    Waiting.until("first try", () -> tried.size() == 1);
    var bob = living.worker("bob");
    dying.die();

    passUntil("review by bob", () -> !bob.handled.isEmpty());

    assertThat(bob.handled.element().id()).isEqualTo(receipt.id());
    assertThat(tried.element().id()).isEqualTo(receipt.id());
  }

  @Test
  void whatTheDeadHadPublishedOfItIsNotPublishedAgain() throws Exception {
    var dying = process();
    var living = process();
    var receipts = new ConcurrentLinkedQueue<Receipt>();
    var once = toReviewer().guarantee(Guarantee.EXACTLY_ONCE);
    MessageHandler reviewing =
        delivery ->
            receipts.add(
                delivery.reply(draft ->
                    draft.guarantee(Guarantee.EXACTLY_ONCE).response(Payload.text("good"))));
    dying.worker(
        "ann",
        delivery -> {
          reviewing.handle(delivery);
          park();
        });
    dying.maos.bus().publish(once.command(Payload.text("x")));
    Waiting.until("answer of ann", () -> receipts.size() == 1);
    living.worker("bob", reviewing);
    dying.die();

    passUntil("answer of bob", () -> receipts.size() == 2);

    assertThat(receipts).extracting(Receipt::duplicate).containsExactly(false, true);
    assertThat(receipts).extracting(Receipt::id).containsOnly(receipts.element().id());
  }

  @Test
  void whatAnAgentLeavesBehindGoesToAnotherAtOnce() {
    var process = process();
    var ann = deaf(process, "ann");
    process.maos.bus().publish(review("x"));
    var bob = process.worker("bob");

    ann.registration.close();

    Waiting.until("review by bob", () -> bob.handled.size() == 1);
  }

  @Test
  void whatIsAddressedToTheDeadItselfStaysAsItWas() {
    var dying = process();
    var living = process();
    var ann = deaf(dying, "ann");
    var bus = living.maos.bus();
    var toAnn = Message.from(PLANNER).to(ann.id).on("reviews");
    living.maos.registry().refresh();
    bus.publish(toAnn.command(Payload.text("a")));
    bus.publish(review("b"));
    bus.publish(toAnn.guarantee(Guarantee.AT_MOST_ONCE).command(Payload.text("c")));
    bus.publish(toAnn.guarantee(Guarantee.AT_LEAST_ONCE).command(Payload.text("d")));
    var bob = living.worker("bob");
    dying.die();

    passUntil("review by bob", () -> !bob.handled.isEmpty());
    pass(Duration.ofSeconds(30));

    assertThat(bob.texts()).containsExactly("b");
    var back = new ConcurrentLinkedQueue<Delivery>();
    bus.subscribe(ann.id, TopicPattern.of("reviews"), back::add);
    Waiting.until("what stayed", () -> back.size() == 3);
    assertThat(back)
        .filteredOn(d -> d.message().guarantee() == Guarantee.AT_LEAST_ONCE)
        .allMatch(d -> d.attempt() == 1)
        .extracting(d -> d.payload().text())
        .containsExactly("a", "d");
  }

  @Test
  void whatNobodyElseIsAbleToDoWaitsForSomebodyWhoComes() {
    var dying = process();
    var living = process();
    var ann = deaf(dying, "ann");
    dying.maos.bus().publish(review("x"));
    living.maos.registry().register(AgentDescriptor.of("idle").build());
    dying.die();
    pass(UNTIL_GONE);
    // Whoever looks after ann may have it in its hands just now, to find nobody for it.
    Waiting.until("what stays", () -> inbox(ann.id).ready() == 1);

    var bob = living.worker("bob");

    passUntil("review by bob", () -> !bob.handled.isEmpty());
    assertThat(bob.handled.element().attempt()).isEqualTo(1);
  }

  @Test
  void aProcessThatComesAfterTheDeathLooksAfterTheDeadToo() {
    var dying = process();
    deaf(dying, "ann");
    dying.maos.bus().publish(review("x"));
    dying.die();
    pass(UNTIL_GONE);

    var bob = process().worker("bob");

    passUntil("review by bob", () -> !bob.handled.isEmpty());
  }

  @Test
  void whoComesBackHandlesWhatStayed() {
    var dying = process();
    var living = process();
    deaf(dying, "ann");
    dying.maos.bus().publish(review("x"));
    living.maos.registry().register(AgentDescriptor.of("idle").build());
    dying.die();
    pass(UNTIL_GONE);

    var again = process().worker("ann");

    passUntil("review by ann", () -> !again.handled.isEmpty());
    assertThat(again.handled.element().attempt()).isEqualTo(1);
  }

  @Test
  void aMessageIsNotGivenToAnAgentThatHadIt() {
    var first = process();
    var second = process();
    var watching = process();
    var ann = deaf(first, "ann");
    first.maos.bus().publish(review("x"));
    var bob = deaf(second, "bob");
    watching.maos.registry().register(AgentDescriptor.of("idle").build());
    first.die();
    passUntil("move to bob", () -> inbox(bob.id).depth() == 1);
    var annAgain = process().worker("ann");

    second.die();
    pass(UNTIL_GONE);

    assertThat(annAgain.handled).isEmpty();
    assertThat(inbox(bob.id).depth()).isEqualTo(1);
    var cyd = process().worker("cyd");
    passUntil("review by cyd", () -> !cyd.handled.isEmpty());
    assertThat(cyd.handled.element().message().handling().assignment().map(Assignment::earlier))
        .contains(List.of(ann.id, bob.id));
  }

  @Test
  void aMessageThatFiveHaveDiedWithIsBuried() {
    var process = process();
    var holder = deaf(process, "w0");
    process.maos.bus().publish(review("deadly"));
    for (int i = 1; i < 5; i++) {
      var next = deaf(process, "w" + i);
      holder.registration.close();
      Waiting.until("move", () -> inbox(next.id).depth() == 1);
      holder = next;
    }
    var spare = process.worker("spare");
    var inbox = QueueName.inbox(holder.id);

    holder.registration.close();

    Waiting.until("burial", () -> !messages.deadLetters(inbox, Optional.empty(), 10).isEmpty());
    assertThat(spare.handled).isEmpty();
    var letter = messages.deadLetters(inbox, Optional.empty(), 10).getFirst();
    assertThat(letter.reason()).isEqualTo(DeadLetter.Reason.EXHAUSTED);
    assertThat(letter.detail()).contains("w0", "w1", "w2", "w3", "w4");
  }

  /** An agent that takes nothing. */
  private static Worker deaf(Peer process, String name) {
    var worker = process.worker(name);
    worker.subscription.close();
    return worker;
  }

  @Test
  void manyProcessesThatLookAfterOneMoveEachMessageOnce() throws Exception {
    var dying = process();
    var ann = deaf(dying, "ann");
    var processes = IntStream.range(0, 4).mapToObj(i -> process()).toList();
    dying.maos.bus().publishAll(IntStream.range(0, 200).mapToObj(i -> review("r" + i)).toList());
    var workers = new ArrayList<Worker>();
    for (int i = 0; i < 4; i++) {
      workers.add(processes.get(i).worker("w" + i));
    }
    processes.forEach(process -> process.maos.registry().refresh());

    var threads = new ArrayList<Thread>();
    for (var process : processes) {
      threads.add(Thread.startVirtualThread(() -> process.maos.bus().readdress(ann.id)));
    }
    for (var thread : threads) {
      thread.join();
    }

    Waiting.until(
        "all reviews", () -> workers.stream().mapToInt(w -> w.handled.size()).sum() >= 200);
    assertThat(workers.stream().flatMap(w -> w.texts().stream()).toList())
        .hasSize(200)
        .doesNotHaveDuplicates();
  }

  @Test
  void whatHasExpiredMeanwhileIsBuriedAndNotMoved() {
    var process = process();
    var ann = deaf(process, "ann");
    process.maos.bus().publish(toReviewer().ttl(Duration.ofSeconds(5)).command(Payload.text("x")));
    var bob = process.worker("bob");
    pass(Duration.ofSeconds(6));

    var round = process.maos.bus().readdress(ann.id);

    assertThat(round.moved()).isZero();
    assertThat(bob.handled).isEmpty();
    assertThat(messages.deadLetters(QueueName.inbox(ann.id), Optional.empty(), 10))
        .extracting(DeadLetter::reason)
        .containsExactly(DeadLetter.Reason.EXPIRED);
  }

  // Rules for any sequence of deaths.

  @Test
  void whoeverDiesAllIsHandledAsLongAsOneLives() {
    Seed.range(1, 8).forEach(this::dyingAtRandom);
  }

  private void dyingAtRandom(long number) {
    var seed = new Seed(number);
    var random = seed.random();
    var prefix = "s" + number + "-";
    var handled = new ConcurrentLinkedQueue<String>();
    var processes = new ArrayList<Peer>();
    for (int i = 0; i < 4; i++) {
      processes.add(workers(prefix + i, handled));
    }
    var publisher = processes.getLast();
    publisher.maos.registry().refresh();
    var wanted = new HashSet<String>();
    for (int i = 0; i < 60; i++) {
      if (i % 20 == 10) {
        processes.get(i / 20).die();
      }
      publisher.maos.bus().publish(review(prefix + "r" + i));
      wanted.add(prefix + "r" + i);
      if (random.nextInt(3) == 0) {
        time.advance(Duration.ofSeconds(random.nextInt(4)));
      }
    }
    passUntil(seed + ": all reviews", () -> handled.containsAll(wanted));
    processes.getLast().die();
    pass(UNTIL_GONE);
  }

  private Peer workers(String prefix, Queue<String> handled) {
    var process = process();
    for (int i = 0; i < 3; i++) {
      process.worker(prefix + "w" + i, delivery -> handled.add(delivery.payload().text()));
    }
    return process;
  }
}
