package dev.maos.security;

import static dev.maos.security.TwoProcesses.PLANNER;
import static dev.maos.security.TwoProcesses.QUICK;
import static dev.maos.security.TwoProcesses.WORKER;
import static dev.maos.security.TwoProcesses.assertCode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.CorrelationId;
import dev.maos.base.ErrorCode;
import dev.maos.base.Payload;
import dev.maos.base.TimeSource;
import dev.maos.base.Topic;
import dev.maos.event.CursorName;
import dev.maos.event.DurableOptions;
import dev.maos.event.Event;
import dev.maos.event.EventDispatcher;
import dev.maos.event.EventDraft;
import dev.maos.event.EventFilter;
import dev.maos.event.EventGuard;
import dev.maos.event.EventQuery;
import dev.maos.event.EventSeverity;
import dev.maos.event.EventType;
import dev.maos.event.HistoryStart;
import dev.maos.memory.MemoryBackend;
import dev.maos.message.QueueLimits;
import dev.maos.security.access.AccessPolicy;
import dev.maos.security.keys.KeyPurpose;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An event is its source's, whoever else can write into the history. */
class EventDoorsTest {
  private final TwoProcesses both = new TwoProcesses();
  private final MemoryBackend backend =
      new MemoryBackend(QueueLimits.defaults(), TimeSource.system());
  private final List<Maos> open = new ArrayList<>();
  private final EventDispatcher planner = events(both.planner);
  private final EventDispatcher worker = events(both.worker);

  private EventDispatcher events(CommunicationSecurity security) {
    var maos = Maos.builder("memory:").backend(backend).guardedBy(security).open();
    open.add(maos);
    return maos.events();
  }

  @AfterEach
  void close() {
    open.forEach(Maos::close);
  }

  private static EventDraft draft() {
    return Event.from(PLANNER).on("tasks.open").type(EventType.TASK_STARTED);
  }

  private List<Event> read(EventDispatcher events) {
    return events.read(EventQuery.all(), 0, 100).events().stream()
        .map(each -> each.event())
        .toList();
  }

  @Test
  void anEventIsBelievedWhereItsSourceIsTrusted() {
    var event = planner.dispatch(draft().data(Payload.of(Map.of("task", 1))));

    assertThat(read(worker)).containsExactly(event);
    assertThat(worker.find(event.id()).orElseThrow().event()).isEqualTo(event);
    assertThat(event.metadata()).containsKey(EventGuard.SIGNATURE);
    assertThat(both.worker.metrics().eventsRefused()).isZero();
  }

  @Test
  void nobodyTellsInTheNameOfAnAgentOfAnotherProcess() {
    assertCode(ErrorCode.NO_SUCH_KEY, () -> worker.dispatch(draft()));
    assertCode(ErrorCode.NO_SUCH_KEY, () -> worker.dispatchAll(List.of(unsigned(), unsigned())));
    assertThat(backend.events().last()).isZero();
  }

  private static Event unsigned() {
    return new Event(
        new UUID(7, 7),
        EventType.TASK_STARTED,
        PLANNER,
        Topic.of("tasks.open"),
        Payload.text("data"),
        EventSeverity.INFO,
        Set.of("tag", "other"),
        Map.of("a", "b"),
        Optional.of(CorrelationId.of("talk")),
        Optional.of(new UUID(1, 2)),
        Instant.parse("2026-01-01T00:00:00Z"),
        Optional.of(Duration.ofDays(365)));
  }

  private Event signed() {
    return signed(unsigned(), both.planner.dispatching(unsigned()).orElseThrow());
  }

  @Test
  void anEventThatNobodySignedIsReadByNobodyAndHeardByNobody() throws InterruptedException {
    var heard = new CopyOnWriteArrayList<UUID>();
    backend.events().append(List.of(unsigned()));
    var good = planner.dispatch(draft());

    worker.subscribeDurably(
        CursorName.of("all"),
        EventFilter.all(),
        DurableOptions.defaults().start(HistoryStart.earliest()),
        delivery -> heard.add(delivery.id()));
    assertThat(worker.awaitIdle(Duration.ofSeconds(10))).isTrue();

    assertThat(heard).containsExactly(good.id());
    assertThat(read(worker)).containsExactly(good);
    assertThat(worker.find(unsigned().id())).isEmpty();
    assertThat(both.worker.metrics().eventsRefused()).isPositive();
  }

  @Test
  void noPartOfAnEventCanBeChanged() {
    var good = signed();
    assertThat(both.worker.believes(good)).isTrue();

    for (var changed : changes(good)) {
      assertThat(both.worker.believes(changed)).as(changed.toString()).isFalse();
    }
  }

  private static List<Event> changes(Event event) {
    var other = new TreeMap<>(event.metadata());
    other.put("a", "c");
    var more = new TreeMap<>(event.metadata());
    more.put("more", "");
    return List.of(
        with(event, "id", new UUID(7, 8)),
        with(event, "type", EventType.TASK_FAILED),
        with(event, "source", WORKER),
        with(event, "topic", Topic.of("tasks")),
        with(event, "data", Payload.text("date")),
        with(event, "data", Payload.binary(event.data().bytes())),
        with(event, "severity", EventSeverity.ERROR),
        with(event, "tags", Set.of("tag")),
        with(event, "metadata", other),
        with(event, "metadata", more),
        with(event, "correlation", Optional.empty()),
        with(event, "causation", Optional.of(new UUID(1, 3))),
        with(event, "causation", Optional.empty()),
        with(event, "time", event.time().plusNanos(1_000)),
        with(event, "ttl", Optional.empty()));
  }

  /** The event with another value of one component. */
  private static Event with(Event event, String name, Object value) {
    try {
      var parts = Event.class.getRecordComponents();
      var types = new Class<?>[parts.length];
      var values = new Object[parts.length];
      for (int i = 0; i < parts.length; i++) {
        types[i] = parts[i].getType();
        values[i] = parts[i].getName().equals(name) ? value : parts[i].getAccessor().invoke(event);
      }
      return Event.class.getConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("an event has no " + name, e);
    }
  }

  private static Event signed(Event event, String signature) {
    var metadata = new TreeMap<>(event.metadata());
    metadata.put(EventGuard.SIGNATURE, signature);
    return with(event, "metadata", metadata);
  }

  @Test
  void anEventOfAnotherDeploymentIsNotBelieved() {
    var elsewhere =
        CommunicationSecurity.builder(QUICK).deployment("other").keys(both.planner.keys()).build();
    var signature = elsewhere.dispatching(unsigned()).orElseThrow();

    assertThat(both.worker.believes(signed(unsigned(), signature))).isFalse();
  }

  @Test
  void whatTheLayerAnnouncesMayBeSignedByAnyTrustedAgentAndNothingElse() {
    var announced =
        Event.from(AgentId.of("third"))
            .on("tasks")
            .type(EventType.of("QUEUE_FULL"))
            .withIdentity(new UUID(1, 1), Instant.EPOCH);
    var reserved = with(announced, "topic", Topic.reserved("bus"));

    var signature = both.planner.announcing(reserved).orElseThrow();

    assertThat(signature).startsWith("planner:");
    assertThat(both.worker.believes(signed(reserved, signature))).isTrue();
    assertThat(both.worker.believes(signed(announced, signature))).isFalse();
    var same = both.planner.announcing(announced).orElseThrow();
    assertThat(both.worker.believes(signed(announced, same))).isFalse();
    for (var odd : List.of("planner:", ":", "worker:" + signature.substring(8), "no one:x")) {
      assertThat(both.worker.believes(signed(reserved, odd))).as(odd).isFalse();
    }
    both.worker.blockAgent(PLANNER, "odd");
    assertThat(both.worker.believes(signed(reserved, signature))).isFalse();
  }

  @Test
  void whoIsBlockedTellsAndHearsNothing() {
    var event = planner.dispatch(draft());
    both.worker.blockAgent(PLANNER, "odd");

    assertThat(read(worker)).isEmpty();
    assertThat(both.worker.mayHear(PLANNER, event)).isFalse();
    var rogue = AgentId.of("rogue");
    both.planner.importAgentPublicKey(
        rogue, both.process(TwoProcesses.QUICK).generateAgentKeys(rogue).toPem());
    both.planner.blockAgent(rogue, "odd");
    assertCode(
        ErrorCode.FORBIDDEN,
        () -> planner.dispatch(Event.from(rogue).on("tasks").type(EventType.TASK_STARTED)));
  }

  @Test
  void whoseKeyIsRevokedIsToldSo() {
    both.planner.revokeKey(both.plannerKeys.key(KeyPurpose.SIGN).orElseThrow().id());

    assertCode(ErrorCode.KEY_REVOKED, () -> planner.dispatch(draft()));
    both.planner.rotateAgentKeys(PLANNER);
    assertThat(planner.dispatch(draft())).isNotNull();
  }

  @Test
  void whoMayNotTellIsToldSoAndNotBelievedByOthers() {
    var event = planner.dispatch(draft());
    allow(both.planner, "hearer", "hearer");
    allow(both.worker, "hearer", "hearer");

    assertCode(ErrorCode.FORBIDDEN, () -> planner.dispatch(draft()));
    assertThat(both.worker.believes(event)).isFalse();
    allow(both.worker, "teller", "hearer");
    assertThat(both.worker.believes(event)).isTrue();
  }

  @Test
  void whoMayNotHearHearsNothing() throws InterruptedException {
    var heard = new CopyOnWriteArrayList<String>();
    allow(both.planner, "teller", "hearer");
    planner.subscribe(WORKER, EventFilter.all(), delivery -> heard.add("worker"));
    planner.subscribe(PLANNER, EventFilter.all(), delivery -> heard.add("planner"));

    planner.dispatch(draft());
    planner.dispatch(Event.from(PLANNER).on("tasks.closed").type(EventType.TASK_STARTED));

    assertThat(planner.awaitIdle(Duration.ofSeconds(10))).isTrue();
    assertThat(heard).containsExactly("worker");
  }

  private static void allow(CommunicationSecurity who, String planner, String worker) {
    who.access()
        .replace(
            AccessPolicy.fromJson(
                """
                {"roles": {"teller": {"allow": {"publish": ["tasks.>"]}},
                           "hearer": {"allow": {"consume": ["tasks.open"]}}},
                 "agents": {"planner": ["%s"], "worker": ["%s"], "somebody": ["teller", "hearer"]}}
                """
                    .formatted(planner, worker)));
  }
}
