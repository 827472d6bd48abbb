package dev.maos.redis.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.base.ManualTime;
import dev.maos.base.Payload;
import dev.maos.base.TimeSource;
import dev.maos.base.TopicPattern;
import dev.maos.message.Claim;
import dev.maos.message.Envelope;
import dev.maos.message.GroupName;
import dev.maos.message.InboxSpec;
import dev.maos.message.InboxSpec.LaneOrder;
import dev.maos.message.InboxSpec.WhenBufferFull;
import dev.maos.message.InboxSpec.WhenFull;
import dev.maos.message.Message;
import dev.maos.message.MessageFilter;
import dev.maos.message.MessageId;
import dev.maos.message.QueueLimits;
import dev.maos.message.QueueName;
import dev.maos.message.QueueStats;
import dev.maos.message.Schedule;
import dev.maos.message.StartAt;
import dev.maos.redis.link.RedisLink;
import dev.maos.redis.link.RedisUri;
import dev.maos.testkit.redis.RedisServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/**
 * What the tests of the library start from: an empty server whose clock stands still until it is
 * moved, processes that share a namespace, and a look at the keys from outside.
 */
@Timeout(60)
abstract class LibraryScene {
  private static final int MOST_LOOKS = 200;
  private static final int LOOK_AGAIN_NANOS = 5_000_000;

  static final String NAMESPACE = "scene";
  static final AgentId ALICE = AgentId.of("alice");
  static final AgentId BOB = AgentId.of("bob");
  static final QueueName BOBS_INBOX = QueueName.inbox(BOB);
  static final QueueName TEAM = QueueName.parse("group:team");
  static final Duration LEASE = Duration.ofSeconds(30);
  private static final long FIRST_ID = 0x0192_0000_0000_7000L;

  static RedisServer server;

  final ManualTime time = new ManualTime();
  QueueLimits limits = QueueLimits.defaults();
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final List<RedisTransport> processes = new ArrayList<>();
  private long ids;

  @BeforeAll
  static void startServer() {
    server = RedisServer.start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @BeforeEach
  void emptyTheServer() {
    server.command("FLUSHALL");
    setClock(time.micros());
  }

  @AfterEach
  void closeWhatWasOpened() throws Exception {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }

  // Processes.

  final <T extends AutoCloseable> T closing(T resource) {
    opened.push(resource);
    return resource;
  }

  final RedisLink link() {
    return closing(RedisLink.open(uri(""), TimeSource.system()));
  }

  final RedisUri uri(String more) {
    return RedisUri.parse(server.uri() + "?namespace=" + NAMESPACE + "&timeout=5s" + more);
  }

  /** A process of its own, with its own connections. */
  final RedisTransport process() {
    return process(link());
  }

  final RedisTransport process(RedisLink link) {
    return process(link, FrameNumbers.LARGE_BYTES);
  }

  final RedisTransport process(RedisLink link, int largeFrom) {
    var transport = closing(RedisTransport.open(link, limits, time, Library.load(), largeFrom));
    processes.add(transport);
    return transport;
  }

  /** It is not heard of any more: its channel is deaf and its pulse has stopped. */
  final void die(RedisTransport transport, RedisLink link) {
    processes.remove(transport);
    transport.close();
    link.close();
  }

  final void setClock(long micros) {
    server.command("HSET", key("meta"), "clock", Long.toString(micros));
  }

  /** Lets time pass for the server and for every process, each of which then looks. */
  final void pass(Duration duration) {
    setClock(time.micros() + duration.toNanos() / 1_000);
    time.advance(duration);
    processes.forEach(RedisTransport::lookNow);
  }

  // Keys.

  static String key(String name) {
    return "maos:{" + NAMESPACE + "}:" + name;
  }

  static void overwrite(String command, String name, String... words) {
    var all = new ArrayList<byte[]>();
    all.add(latin(command));
    all.add(latin(key(name)));
    Arrays.stream(words).map(LibraryScene::latin).forEach(all::add);
    server.command(all);
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  final Keyspace keys() {
    return Keyspace.read(server, NAMESPACE);
  }

  /**
   * What is stored but for what is kept about processes, which may still be reserving numbers for
   * large frames.
   */
  final Map<String, List<String>> stored() {
    var all = new TreeMap<>(keys().values());
    all.keySet()
        .removeIf(
            name -> name.startsWith("session:") || name.equals("processes") || name.equals("meta"));
    return all;
  }

  final void expectConsistency() {
    assertThat(lasting(keys -> Consistency.complaints(keys, limits))).isEmpty();
  }

  /**
   * What is wrong and stays so: a process may be about to pass on what it has heard, whose frame
   * comes before what holds it.
   */
  final List<String> lasting(Function<Keyspace, List<String>> complaints) {
    var wrong = complaints.apply(keys());
    for (int i = 0; i < MOST_LOOKS && !wrong.isEmpty(); i++) {
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
      wrong = complaints.apply(keys());
    }
    return wrong;
  }

  final StoredQueue queue(QueueName name) {
    return Objects.requireNonNull(keys().queues().get(name.toString()), name.toString());
  }

  /** Looks until it is so, as long as the test may take. */
  static void until(BooleanSupplier isSo) {
    while (!isSo.getAsBoolean()) {
      if (Thread.interrupted()) {
        throw new AssertionError("it did not come to that");
      }
      Thread.onSpinWait();
    }
  }

  /** The one lane list of a queue that holds anything, or that its only shelf would use. */
  final String laneKey(QueueName name, int lane) {
    return "lane:" + queue(name).shelves().getFirst().id() + ":" + lane + ":" + name;
  }

  static QueueStats stats(RedisTransport transport, QueueName queue) {
    return transport.queues().stream()
        .filter(stats -> stats.queue().equals(queue))
        .findFirst()
        .orElse(new QueueStats(queue, 0, 0, 0, 0, 0, 0, 0));
  }

  // Messages.

  /** An id as a bus makes it: it has not been given from outside. */
  final MessageId freshId() {
    return new MessageId(FIRST_ID, Long.MIN_VALUE + ++ids);
  }

  /** Sealed as a bus does with an id that it made. */
  final Envelope seal(Message message) {
    return seal(freshId(), Envelope.Identity.ID_ALONE, message);
  }

  /** Sealed with an id that was given, so that the server has to know it. */
  final Envelope sealKnown(Message message) {
    return seal(freshId(), Envelope.Identity.CONTENT, message);
  }

  final Envelope seal(MessageId id, Envelope.Identity identity, Message message) {
    long now = time.micros();
    long life = message.timing().timeToLive().toNanos() / 1_000;
    long due =
        switch (message.timing().schedule()) {
          case Schedule.Now() -> now;
          case Schedule.After(var delay) -> now + delay.toNanos() / 1_000;
          case Schedule.At(var moment) -> moment.toEpochMilli() * 1_000;
        };
    return new Envelope(id, now, due, now + life, identity, message);
  }

  final Envelope send(RedisTransport transport, Message message) {
    var envelope = seal(message);
    var _ = transport.send(List.of(envelope));
    return envelope;
  }

  final void sendMany(RedisTransport transport, int count) {
    for (int i = 0; i < count; i++) {
      send(transport, job(Integer.toString(i)));
    }
  }

  static Message job(String text) {
    return Message.from(ALICE).to(BOB).on("jobs").command(Payload.text(text));
  }

  static Message teamJob(String text) {
    return Message.from(ALICE).toGroup("team").on("jobs").command(Payload.text(text));
  }

  static Message news(String text) {
    return Message.from(ALICE).toEveryone().on("news").event(Payload.text(text));
  }

  static List<String> texts(List<Claim> claims) {
    return claims.stream().map(claim -> claim.envelope().message().payload().text()).toList();
  }

  // Readers.

  static InboxSpec reading(AgentId agent, String pattern) {
    return reading(agent, pattern, MessageFilter.ANY);
  }

  static InboxSpec reading(AgentId agent, String pattern, MessageFilter filter) {
    return new InboxSpec(
        agent,
        TopicPattern.of(pattern),
        filter,
        Optional.empty(),
        StartAt.LATEST,
        LEASE,
        LaneOrder.WEIGHTED,
        WhenFull.LAGGING,
        WhenBufferFull.DROP_OLDEST);
  }

  static InboxSpec member(String agent) {
    return member(agent, MessageFilter.ANY);
  }

  static InboxSpec member(String agent, MessageFilter filter) {
    var alone = reading(AgentId.of(agent), ">", filter);
    return new InboxSpec(
        alone.agent(),
        alone.pattern(),
        alone.filter(),
        Optional.of(GroupName.of("team")),
        alone.start(),
        alone.lease(),
        alone.lanes(),
        alone.whenFull(),
        alone.whenBufferFull());
  }

  final Ringing open(RedisTransport transport, InboxSpec spec) {
    return closing(Ringing.open(transport, spec));
  }

  final Ringing openBob(RedisTransport transport) {
    return open(transport, reading(BOB, ">"));
  }
}
