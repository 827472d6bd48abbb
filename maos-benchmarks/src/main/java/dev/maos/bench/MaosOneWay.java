package dev.maos.bench;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import dev.maos.base.TopicPattern;
import dev.maos.base.TraceContext;
import dev.maos.message.BusOptions;
import dev.maos.message.Guarantee;
import dev.maos.message.Message;
import dev.maos.message.MessageHandler;
import dev.maos.message.Priority;
import dev.maos.message.PublishOutcome;
import dev.maos.message.Publisher;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;

/** Commands from one agent to one or many others, or to whoever listens. */
final class MaosOneWay implements OneWay {
  private static final AgentId PRODUCER = AgentId.of("producer");
  private static final Topic TASKS = Topic.of("tasks");
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final TraceContext TRACE =
      new TraceContext("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "");
  private static final Priority[] PRIORITIES = Priority.values();

  private final Maos maos;
  private final Sink sink;
  private final Publisher publisher;
  private final AgentId[] consumers;
  private final Priority[] priorities;
  private final Guarantee guarantee;
  private final boolean toEveryone;
  private Optional<MetricsReader> metrics = Optional.empty();

  private MaosOneWay(
      String uri,
      int agents,
      Priority[] priorities,
      Guarantee guarantee,
      boolean toEveryone,
      Sink sink) {
    // A bound that is met would be measured instead of the bus.
    var options = BusOptions.defaults().maxQueueSize(2 * Sender.WINDOW);
    this.maos = Maos.builder(uri).options(options).open();
    this.sink = sink;
    this.priorities = priorities;
    this.guarantee = guarantee;
    this.toEveryone = toEveryone;
    publisher = maos.bus().publisher(this::check);
    consumers =
        IntStream.range(0, agents).mapToObj(i -> AgentId.of("agent-" + i)).toArray(AgentId[]::new);
    var pattern = TopicPattern.exactly(TASKS);
    MessageHandler handler = delivery -> sink.accept(delivery.payload().buffer());
    AtOnce.forEach(consumers, consumer -> maos.bus().subscribe(consumer, pattern, handler));
  }

  static MaosOneWay toOne(String uri, Guarantee guarantee, Sink sink) {
    return new MaosOneWay(uri, 1, new Priority[] {Priority.NORMAL}, guarantee, false, sink);
  }

  static MaosOneWay toTopic(String uri, Guarantee guarantee, Sink sink) {
    return new MaosOneWay(uri, 1, new Priority[] {Priority.NORMAL}, guarantee, true, sink);
  }

  /** Each message is in a trace, and metrics are read meanwhile. */
  static MaosOneWay observed(String uri, Sink sink) {
    var way = toOne(uri, Guarantee.AT_LEAST_ONCE, sink);
    way.metrics = Optional.of(MetricsReader.start(way.maos));
    return way;
  }

  /** A stream is a priority. */
  static MaosOneWay withPriorities(String uri, Sink sink) {
    return new MaosOneWay(uri, 1, PRIORITIES, Guarantee.AT_LEAST_ONCE, false, sink);
  }

  /** A stream is an agent. */
  static MaosOneWay toEachOf(String uri, int agents, Sink sink) {
    return new MaosOneWay(
        uri, agents, new Priority[] {Priority.NORMAL}, Guarantee.AT_LEAST_ONCE, false, sink);
  }

  private void check(PublishOutcome outcome) {
    switch (outcome) {
      case PublishOutcome.Accepted(var receipt) -> {
        if (receipt.duplicate()) {
          sink.violated("message %s was taken for a duplicate".formatted(receipt.id()));
        }
      }
      case PublishOutcome.Failed(var id, var message, var error) ->
          sink.violated("message %s was refused: %s".formatted(id, error.getMessage()));
    }
  }

  @Override
  public void send(int stream, byte[] payload) throws InterruptedException {
    publisher.publish(message(stream, payload));
  }

  @Override
  public void sendOne(int stream, byte[] payload) {
    maos.bus().publish(message(stream, payload));
  }

  private Message message(int stream, byte[] payload) {
    var draft = Message.from(PRODUCER);
    var addressed =
        toEveryone
            ? draft.toEveryone()
            : draft.to(consumers[Math.min(stream, consumers.length - 1)]);
    if (metrics.isPresent()) {
      addressed.tracedBy(TRACE);
    }
    return addressed
        .on(TASKS)
        .priority(priorities[Math.min(stream, priorities.length - 1)])
        .guarantee(guarantee)
        .command(Payload.binary(payload));
  }

  /** Nothing to do: a publisher holds nothing back. */
  @Override
  public void push() {}

  @Override
  public void flush() throws InterruptedException {
    if (!publisher.flush(PATIENCE)) {
      sink.violated("not everything was accepted within " + PATIENCE);
    }
  }

  @Override
  public void close() {
    metrics.ifPresent(MetricsReader::close);
    publisher.close();
    maos.close();
  }
}
