package dev.maos.redis.bus;

import dev.maos.base.Signal;
import dev.maos.base.TimeSource;
import dev.maos.message.Address;
import dev.maos.message.Claim;
import dev.maos.message.Completion;
import dev.maos.message.DeadLetter;
import dev.maos.message.Durability;
import dev.maos.message.Envelope;
import dev.maos.message.Feed;
import dev.maos.message.Inbox;
import dev.maos.message.InboxSpec;
import dev.maos.message.MessageId;
import dev.maos.message.MessageTransport;
import dev.maos.message.QueueLimits;
import dev.maos.message.QueueName;
import dev.maos.message.QueueStats;
import dev.maos.message.Receipt;
import dev.maos.message.TransportException;
import dev.maos.redis.link.RedisLink;
import dev.maos.redis.link.ScriptLine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The message bus's storage in Redis, shared by all processes that name the same server and
 * namespace.
 *
 * <p>The delivery state machine is a library of functions inside the server (see {@code 01-run.lua}
 * and those behind it); this class hands it operations over numbered pipelines and rings the
 * readers that it says are to be rung. Thread-safe.
 */
public final class RedisTransport implements MessageTransport, AutoCloseable {
  private static final Duration LOOK_AGAIN_FOR_ROOM = Duration.ofSeconds(1);
  private static final int PROCESS_BYTES = 8;

  private final QueueLimits limits;
  private final TimeSource time;
  private final Durability durability;
  private final Duration timeout;
  private final ServerClock clock = new ServerClock();
  private final Map<Long, RedisInbox> readers = new ConcurrentHashMap<>();
  private final HungryReaders hungry = new HungryReaders();
  private final Signal room = new Signal();
  private final AtomicLong roomRings = new AtomicLong();
  private final AtomicLong forgottenCommands = new AtomicLong();
  private final FrameNumbers numbers;
  private final Fetching fetching;
  private final Conflicts conflicts;
  private final Turns turns = new Turns();
  private final Posting posting;
  private final Completing completing;
  private final Books books;
  private final Pipeline publishing;
  private final Pipeline fleeting;
  private final Pipeline settling;
  private final Pipeline asking;
  private final Pulse pulse;
  private final Hearing hearing;

  /** Opens the bus's storage over a link, which stays the caller's to close. */
  public static RedisTransport open(RedisLink link, QueueLimits limits, TimeSource time) {
    return open(link, limits, time, Library.load());
  }

  static RedisTransport open(RedisLink link, QueueLimits limits, TimeSource time, Library library) {
    return open(link, limits, time, library, FrameNumbers.LARGE_BYTES);
  }

  static RedisTransport open(
      RedisLink link, QueueLimits limits, TimeSource time, Library library, int largeFrom) {
    var transport = new RedisTransport(link, limits, time, library, largeFrom);
    transport.begin(link);
    return transport;
  }

  private final byte[] bellChannel;

  private RedisTransport(
      RedisLink link, QueueLimits limits, TimeSource time, Library library, int largeFrom) {
    this.numbers = new FrameNumbers(largeFrom);
    this.limits = limits;
    this.time = time;
    this.durability = link.facts().durability();
    this.timeout = link.uri().timeout();
    this.conflicts = new Conflicts(link);
    var prefix = link.uri().prefix();
    var key = prefix.getBytes(StandardCharsets.US_ASCII);
    var settings = Session.settings(limits, link.sharded());
    var process = freshProcess();
    var network = link.time();
    this.bellChannel = (prefix + "bell:" + process).getBytes(StandardCharsets.US_ASCII);
    var publisher = new Session(process, Session.PUBLISHING, key, settings);
    var once = new Session(process, Session.ONCE, key, settings);
    var settler = new Session(process, Session.SETTLING, key, settings);
    var asker = new Session(process, Session.ASKING, key, settings);
    this.publishing =
        new Pipeline(
            publishingLine(link),
            library.publishing(),
            publisher,
            network,
            this::ring,
            this::forgot,
            numbers,
            hungry);
    this.fleeting =
        new Pipeline(
            publishingLine(link),
            library.publishing(),
            once,
            network,
            this::ring,
            n -> {},
            numbers,
            Pipeline.Companions.NONE);
    this.settling =
        new Pipeline(
            link.settling(),
            library.settling(),
            settler,
            network,
            this::ring,
            this::forgot,
            numbers,
            Pipeline.Companions.NONE);
    this.asking =
        new Pipeline(
            link.asking(),
            library.settling(),
            asker,
            network,
            this::ring,
            this::forgot,
            numbers,
            Pipeline.Companions.NONE);
    this.pulse = new Pulse(asking, time, clock, this::ringAll, this::lookAround);
    var channels = new TopicChannels(prefix);
    this.hearing =
        new Hearing(
            link, process, asking, fleeting, new HeardQueues(limits.maxQueueSize()), channels);
    var calling = new Calling(link.publishing(), channels, hearing, timeout);
    this.posting =
        new Posting(
            publishing,
            fleeting,
            limits.maxQueueSize(),
            durability,
            timeout,
            clock,
            pulse,
            calling);
    this.completing = new Completing(publishing, settling, timeout, posting);
    this.fetching = new Fetching(link.settling(), Session.largeFrames(key), timeout);
    this.books = new Books(asking, timeout, conflicts);
  }

  private static ScriptLine publishingLine(RedisLink link) {
    int replicas = link.uri().replicas();
    return replicas == 0
        ? link.publishing()
        : new ReplicatedLine(link, link.publishing(), replicas, link.uri().timeout());
  }

  private static String freshProcess() {
    var bytes = new byte[PROCESS_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private void begin(RedisLink link) {
    link.listen(bellChannel, this::bellRang, this::foundAgain);
    var _ = books.ask(pulse.operation());
    hearing.begin(link.receive(hearing));
    numbers.reserveFrom(asking);
    pulse.start();
  }

  @Override
  public Durability durability() {
    return durability;
  }

  @Override
  public List<Receipt> send(List<Envelope> batch) {
    return conflicts.named(() -> posting.send(batch));
  }

  @Override
  public Feed feed() {
    return turns
        .first()
        .<Feed>map(turn -> new RedisFeed(posting, turns, conflicts, turn))
        .orElseGet(MessageTransport.super::feed);
  }

  /**
   * Acknowledges a claim and stores what its handling brought forth, in one step of the server.
   *
   * <p>Without effects this works on a server that is full, as all settling does. With effects a
   * full server refuses it as it refuses to publish: nothing is stored, the claim is still held,
   * and the exception says that it may be tried again ({@link
   * dev.maos.base.ErrorCode#TRANSPORT_UNAVAILABLE}). A caller that was told {@link
   * dev.maos.base.ErrorCode#OUTCOME_UNKNOWN} and calls again with this claim gets the answer to its
   * first call, whatever effects it names then.
   */
  @Override
  public Completion complete(Inbox inbox, Claim claim, List<Envelope> effects) {
    if (inbox instanceof RedisInbox ours
        && claim instanceof RedisClaim mine
        && mine.inbox == ours) {
      return conflicts.named(() -> completing.complete(ours, mine, effects));
    }
    return new Completion(inbox.acknowledge(List.of(claim)).getFirst(), List.of());
  }

  @Override
  public boolean awaitRoom(Address recipient, int messages, Duration patience)
      throws InterruptedException {
    var queue =
        switch (recipient) {
          case Address.Everyone() -> null;
          case Address.ToAgent(var agent) -> QueueName.inbox(agent);
          case Address.ToGroup(var group) -> QueueName.group(group);
          case Address.ToCapable wanted ->
              throw new IllegalArgumentException("nobody was chosen yet: " + wanted);
        };
    if (queue == null) {
      return true;
    }
    if (messages > limits.maxQueueSize()) {
      return false;
    }
    long deadline = time.nanos() + patience.toNanos();
    while (true) {
      long seen = roomRings.get();
      var left = Duration.ofNanos(deadline - time.nanos());
      if (books.hasRoom(queue, messages, left.isPositive())) {
        return true;
      }
      if (!left.isPositive()) {
        return false;
      }
      var most = left.compareTo(LOOK_AGAIN_FOR_ROOM) < 0 ? left : LOOK_AGAIN_FOR_ROOM;
      room.await(() -> roomRings.get() != seen, most, time);
    }
  }

  // Readers.

  @Override
  public Inbox open(InboxSpec spec, Runnable bell) {
    var hears = hearing.open(spec);
    var name = openReader(spec, hears);
    var inbox = new RedisInbox(this, spec, name, hears, bell);
    readers.put(name.number(), inbox);
    // Whatever rang before the reader was known here has to ring again.
    inbox.ring();
    pulse.lease(spec.leaseMicros());
    return inbox;
  }

  private ReaderName openReader(InboxSpec spec, HeardQueue hears) {
    try {
      return openReader(spec);
    } catch (RuntimeException refused) {
      hearing.close(hears);
      throw refused;
    }
  }

  Hearing hearing() {
    return hearing;
  }

  ReaderName openReader(InboxSpec spec) {
    var opening = ReaderName.opening(spec, clock);
    try {
      return settle(opening);
    } catch (TransportException lost) {
      // Should it be opened all the same, nobody would read there, and others would wait for it.
      var _ = opening.result().thenCompose(name -> settleSoon(name.leaving(spec, List.of())));
      throw lost;
    }
  }

  void knowReader(RedisInbox reader) {
    readers.put(reader.number(), reader);
  }

  void forgetReader(RedisInbox reader) {
    readers.remove(reader.number());
  }

  ServerClock clock() {
    return clock;
  }

  <T> T settle(Operation<T> operation) {
    return await(settling.submit(operation));
  }

  /** Waits for the answer to an operation that was handed over. */
  <T> T await(Operation<T> operation) {
    return conflicts.named(() -> Waiting.forResult(settling, operation, timeout));
  }

  /** The same for an operation that goes along with something that is published. */
  <T> T awaitPublished(Operation<T> operation) {
    return conflicts.named(() -> Waiting.forResult(publishing, operation, timeout));
  }

  HungryReaders hungry() {
    return hungry;
  }

  long nowMicros() {
    return time.micros();
  }

  /** Waits for something that is under way, as long as for an answer. */
  void awaitDone(CompletableFuture<?> something) {
    if (!something.isDone()) {
      Waiting.forDone(something, timeout);
    }
  }

  /** Hands an operation over without waiting; what the pipeline cannot get answered it repeats. */
  <T> CompletableFuture<T> settleSoon(Operation<T> operation) {
    return settling.submit(operation).result();
  }

  /** Reads large frames; those that are gone are missing in the answer. */
  Map<Long, byte[]> fetch(List<Long> numbers) {
    return numbers.isEmpty() ? Map.of() : fetching.fetch(numbers);
  }

  /** The same without waiting, and without trying again. */
  CompletableFuture<Map<Long, byte[]>> fetchSoon(List<Long> numbers) {
    return numbers.isEmpty()
        ? CompletableFuture.completedFuture(Map.of())
        : fetching.fetchSoon(numbers).toCompletableFuture();
  }

  /** Waits for what was begun; empty if it failed or takes too long. */
  Optional<Map<Long, byte[]>> fetched(CompletableFuture<Map<Long, byte[]>> begun) {
    return fetching.fetched(begun);
  }

  /** Sees to it that what becomes due after so many microseconds is not late. */
  void lookAgainIn(long micros) {
    pulse.within(micros);
  }

  private void ring(long[] numbers) {
    for (long number : numbers) {
      if (number == Pipeline.EVERYBODY_RINGS) {
        ringAll();
      } else if (number == 0) {
        roomRings.incrementAndGet();
        room.raise();
      } else {
        var reader = readers.get(number);
        if (reader != null) {
          reader.ring();
        }
      }
    }
  }

  private void bellRang(byte[] message) {
    var in = ByteBuffer.wrap(message);
    var numbers = new long[message.length / 6];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Answer.u48(in);
    }
    ring(numbers);
  }

  /** Bells may have been missed: everybody looks for himself. */
  private void ringAll() {
    readers.values().forEach(RedisInbox::ring);
    roomRings.incrementAndGet();
    room.raise();
  }

  /** The connection stands, perhaps anew, and perhaps to a server that has lost something. */
  private void foundAgain() {
    askWhetherForgotten();
    ringAll();
  }

  /** Publishing finds out what the server has lost by asking, and sends it again. */
  private void askWhetherForgotten() {
    var _ = publishing.submit(pulse.operation());
  }

  private void forgot(long commands) {
    forgottenCommands.addAndGet(commands);
    // Whatever was held is not held any more, and numbers may be given out anew.
    readers.values().forEach(reader -> reader.holdings().loseAll());
    numbers.reset();
    askWhetherForgotten();
    ringAll();
  }

  /** How many commands a server answered and then forgot: it lost what it had not saved. */
  public long forgottenCommands() {
    return forgottenCommands.get();
  }

  // For people and for book-keeping.

  @Override
  public boolean forget(QueueName subscription) {
    return books.forget(subscription);
  }

  @Override
  public List<DeadLetter> deadLetters(QueueName queue, Optional<MessageId> after, int limit) {
    return books.deadLetters(queue, after, limit);
  }

  @Override
  public int redrive(QueueName queue, List<MessageId> ids) {
    return books.redrive(queue, ids);
  }

  @Override
  public int purge(QueueName queue, List<MessageId> ids) {
    return books.purge(queue, ids);
  }

  @Override
  public List<QueueStats> queues() {
    hearing.report();
    return books.queues().stream().map(hearing::withHeard).toList();
  }

  @Override
  public List<DeadLetter> sweep() {
    hearing.sweep(time.micros() + clock.offset());
    return books.sweep();
  }

  private void lookAround() {
    hearing.report();
    hearing.lookAfterOthers();
  }

  /** Waits until large frames have numbers. */
  void awaitNumbers() {
    while (numbers.next() == 0) {
      Thread.onSpinWait();
    }
  }

  /** Lets what has become due happen now. */
  void lookNow() {
    while (books.ask(pulse.operation())) {
      // There was more than one look takes.
    }
  }

  /** Fails what is under way and looks after nothing any more. What is stored remains. */
  @Override
  public void close() {
    pulse.stop();
    hearing.close();
    publishing.close();
    fleeting.close();
    settling.close();
    asking.close();
  }
}
