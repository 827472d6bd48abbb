package dev.maos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.ManualTime;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.event.Event;
import dev.maos.event.EventFilter;
import dev.maos.event.EventHandler;
import dev.maos.event.EventQuery;
import dev.maos.event.EventType;
import dev.maos.event.EventsClosedException;
import dev.maos.event.RecordedEvent;
import dev.maos.memory.MemoryEventStore;
import dev.maos.message.Message;
import dev.maos.message.SubscriptionOptions;
import dev.maos.registry.AgentDescriptor;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Events beside the messages: the door opens them when they are asked for. */
@Timeout(60)
class MaosEventsTest {
  private static final AgentId WORKER = AgentId.of("worker");
  private static final AgentId BOSS = AgentId.of("boss");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final EventHandler DEAF = delivery -> {};

  private static Event happened(Maos maos) {
    return maos.events().dispatch(Event.from(WORKER).on("tasks").type(EventType.TASK_STARTED));
  }

  @Test
  void thereIsOneDispatcher() {
    try (var maos = Maos.open("memory:")) {
      assertThat(maos.events()).isSameAs(maos.events());
    }
  }

  @Test
  void eventsAreRecordedInTheBackend() {
    try (var maos = Maos.open("memory:")) {
      var event = happened(maos);

      assertThat(maos.events().find(event.id())).map(RecordedEvent::event).contains(event);
    }
  }

  @Test
  void eventsAreRecordedInTheStoreThatIsGivenAndStaysOpen() {
    var store = MemoryEventStore.of(new ManualTime());
    Event event;
    try (var maos = Maos.builder("memory:").eventStore(store).open()) {
      event = happened(maos);
    }

    assertThat(store.find(event.id())).map(RecordedEvent::event).contains(event);
  }

  @Test
  void healthHasAPartForEventsOnceTheyAreOpen() {
    try (var maos = Maos.open("memory:")) {
      int before = maos.health().components().size();
      maos.events();

      assertThat(maos.health().components()).hasSize(before + 1);
    }
  }

  @Test
  void whatTheBusBuriesIsAnEvent() throws Exception {
    var told = new ConcurrentLinkedQueue<Event>();
    try (var maos = Maos.open("memory:")) {
      var buried = EventFilter.ofType(EventType.of("MESSAGE_DEAD_LETTERED"));
      maos.events().subscribe(BOSS, buried, delivery -> told.add(delivery.event()));

      fail(maos);

      assertThat(maos.events().awaitIdle(PATIENCE)).isTrue();
    }
    assertThat(told)
        .singleElement()
        .satisfies(event -> {
          assertThat(event.topic().value()).isEqualTo("_maos.bus");
          assertThat(event.data().text()).contains("\"topic\":\"tasks\"");
        });
  }

  @Test
  void whoComesAndGoesIsAnEvent() throws Exception {
    var told = new ConcurrentLinkedQueue<Event>();
    try (var maos = Maos.open("memory:")) {
      maos.events().subscribe(BOSS, EventFilter.all(), delivery -> told.add(delivery.event()));

      maos.registry().register(AgentDescriptor.of("worker").build()).leave("the day is over");

      assertThat(maos.events().awaitIdle(PATIENCE)).isTrue();
    }
    assertThat(told)
        .extracting(event -> event.type() + " " + event.topic())
        .containsExactly("AGENT_CREATED _maos.agents", "AGENT_DESTROYED _maos.agents");
    assertThat(told).allSatisfy(event -> assertThat(event.source()).isEqualTo(WORKER));
  }

  @Test
  void untilSomebodyAsksForEventsNothingIsRecorded() throws Exception {
    try (var maos = Maos.open("memory:")) {
      fail(maos);

      assertThat(maos.events().count(EventQuery.all())).isZero();
    }
  }

  @Test
  void anEventOfAMessageHandlerFollowsFromTheMessage() throws Exception {
    var told = new ConcurrentLinkedQueue<Event>();
    try (var maos = Maos.open("memory:")) {
      maos.events();
      maos.bus().subscribe(WORKER, TopicPattern.of("tasks"), delivery -> told.add(happened(maos)));
      var id = maos.bus().publish(Message.from(BOSS).to(WORKER).on("tasks").command(Payload.of(1)));

      assertThat(maos.bus().awaitIdle(PATIENCE)).isTrue();

      assertThat(told)
          .singleElement()
          .satisfies(event -> assertThat(event.causation()).contains(id.id().uuid()));
    }
  }

  @Test
  void afterClosingEventsAreClosed() {
    var maos = Maos.open("memory:");
    var events = maos.events();
    maos.close();
    maos.close();

    assertThatThrownBy(() -> events.subscribe(BOSS, EventFilter.all(), DEAF))
        .isInstanceOf(EventsClosedException.class)
        .hasMessageStartingWith(ErrorCode.EVENTS_CLOSED.name());
  }

  private static void fail(Maos maos) throws InterruptedException {
    maos.bus()
        .subscribe(
            WORKER,
            TopicPattern.of("tasks"),
            SubscriptionOptions.defaults().maxDeliveries(1),
            delivery -> {
              throw new IllegalStateException("not now");
            });
    maos.bus().publish(Message.from(BOSS).to(WORKER).on("tasks").command(Payload.of(1)));
    assertThat(maos.bus().awaitIdle(PATIENCE)).isTrue();
  }
}
