package dev.maos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.base.TraceContext;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.Contest;
import dev.maos.consensus.Electorate;
import dev.maos.consensus.ProposalId;
import dev.maos.consensus.Subject;
import dev.maos.consensus.VotingRule;
import dev.maos.event.Event;
import dev.maos.event.EventFilter;
import dev.maos.event.EventType;
import dev.maos.message.Message;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The context of a trace goes on from messages to events and votes and back, with no tracer. */
@Timeout(60)
class TracePassingTest {
  private static final AgentId BOSS = AgentId.of("boss");
  private static final AgentId WORKER = AgentId.of("worker");
  private static final TraceContext TRACE =
      new TraceContext("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "vendor=1");
  private static final TraceContext OTHER =
      new TraceContext("00-0af7651916cd43dd8448eb211c80319d-b7ad6b7169203332-00", "");

  @AutoClose private final Maos maos = Maos.open("memory:");
  private final BlockingQueue<Optional<TraceContext>> seen = new LinkedBlockingQueue<>();

  private Optional<TraceContext> next() throws InterruptedException {
    return next(seen);
  }

  private static Optional<TraceContext> next(BlockingQueue<Optional<TraceContext>> seen)
      throws InterruptedException {
    return Objects.requireNonNull(seen.poll(30, TimeUnit.SECONDS), "nothing came");
  }

  private void send(String topic, TraceContext trace) {
    maos.bus()
        .publish(
            Message.from(BOSS).to(WORKER).on(topic).tracedBy(trace).command(Payload.text("it")));
  }

  @Test
  void anEventIsInTheTraceOfTheMessageThatIsBeingHandled() throws Exception {
    maos.events().subscribe(BOSS, EventFilter.all(), it -> seen.add(it.event().trace()));
    maos.bus()
        .subscribe(
            WORKER,
            TopicPattern.of("jobs"),
            it -> maos.events().dispatch(Event.from(WORKER).on("work").type("DONE")));

    send("jobs", TRACE);

    assertThat(next()).contains(TRACE);
  }

  @Test
  void aMessageAndAnEventAreInTheTraceOfTheEventThatIsBeingHandled() throws Exception {
    maos.bus()
        .subscribe(WORKER, TopicPattern.of("jobs"), it -> seen.add(it.message().lineage().trace()));
    maos.events()
        .subscribe(
            BOSS,
            EventFilter.ofType(EventType.of("FIRST")),
            it -> {
              maos.bus()
                  .publish(Message.from(BOSS).to(WORKER).on("jobs").command(Payload.text("it")));
              maos.events().dispatch(Event.from(BOSS).on("work").type("SECOND"));
            });
    maos.events()
        .subscribe(
            WORKER, EventFilter.ofType(EventType.of("SECOND")), it -> seen.add(it.event().trace()));

    maos.events().dispatch(Event.from(BOSS).on("work").type("FIRST").tracedBy(TRACE));

    assertThat(next()).contains(TRACE);
    assertThat(next()).contains(TRACE);
  }

  @Test
  void anEventThatNamesItsTraceKeepsIt() throws Exception {
    maos.events().subscribe(BOSS, EventFilter.all(), it -> seen.add(it.event().trace()));
    maos.bus()
        .subscribe(
            WORKER,
            TopicPattern.of("jobs"),
            it ->
                maos.events().dispatch(Event.from(WORKER).on("work").type("DONE").tracedBy(OTHER)));

    send("jobs", TRACE);

    assertThat(next()).contains(OTHER);
  }

  @Test
  void whatFollowsFromNothingHasNoTrace() throws Exception {
    maos.events().subscribe(BOSS, EventFilter.all(), it -> seen.add(it.event().trace()));

    var event = maos.events().dispatch(Event.from(WORKER).on("work").type("DONE"));

    assertThat(next()).isEmpty();
    assertThat(event.metadata()).isEmpty();
  }

  @Test
  void whatIsNoContextIsNoTrace() {
    var foreign =
        Event.from(WORKER).on("work").type("DONE").metadata("traceparent", "00-zero-one-01");

    assertThat(maos.events().dispatch(foreign).trace()).isEmpty();
  }

  @Test
  void aFullEventStillHasRoomForItsTrace() throws Exception {
    maos.events().subscribe(BOSS, EventFilter.all(), it -> seen.add(it.event().trace()));
    maos.bus()
        .subscribe(
            WORKER,
            TopicPattern.of("jobs"),
            it -> {
              var full = Event.from(WORKER).on("work").type("DONE");
              for (int i = 0; i < 64; i++) {
                full.metadata("name-" + i, "x".repeat(240));
              }
              maos.events().dispatch(full);
            });

    send("jobs", TRACE);

    assertThat(next()).contains(TRACE);
  }

  @Test
  void invitationsAreInTheTraceOfTheProposalAndResultsInThatOfTheDecidingBallot() throws Exception {
    var results = new LinkedBlockingQueue<Optional<TraceContext>>();
    maos.bus()
        .subscribe(
            WORKER,
            TopicPattern.of("_maos.votes.invitations"),
            it -> {
              seen.add(it.message().lineage().trace());
              maos.bus()
                  .publish(
                      Message.from(WORKER)
                          .to(WORKER)
                          .on("later")
                          .tracedBy(OTHER)
                          .command(it.payload()));
            });
    maos.bus()
        .subscribe(
            WORKER,
            TopicPattern.of("later"),
            it -> maos.consensus().cast(proposalOf(it.payload()), WORKER, Ballot.yes()));
    maos.bus()
        .subscribe(
            BOSS,
            TopicPattern.of("_maos.votes.results"),
            it -> results.add(it.message().lineage().trace()));
    maos.bus().subscribe(WORKER, TopicPattern.of("jobs"), it -> propose());

    send("jobs", TRACE);

    assertThat(next()).contains(TRACE);
    assertThat(next(results)).contains(OTHER);
  }

  @Test
  void whatTheLayerAnnouncesOfAVoteIsInItsTrace() throws Exception {
    maos.events()
        .subscribe(
            BOSS,
            EventFilter.ofType(EventType.of("CONSENSUS_INITIATED")),
            it -> seen.add(it.event().trace()));
    maos.bus().subscribe(WORKER, TopicPattern.of("jobs"), it -> propose());

    send("jobs", TRACE);

    assertThat(next()).contains(TRACE);
  }

  private void propose() {
    maos.consensus()
        .propose(
            Subject.of(WORKER, "Is it done?", ""),
            Contest.yesOrNo(VotingRule.simpleMajority()),
            Electorate.of(WORKER),
            Duration.ofMinutes(10));
  }

  private static ProposalId proposalOf(Payload invitation) {
    return ProposalId.of(String.valueOf(invitation.as(Map.class).get("proposal")));
  }
}
