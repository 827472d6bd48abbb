package dev.maos.redis.bus;

import dev.maos.base.TimeSource;
import dev.maos.message.InboxSpec;
import dev.maos.message.QueueName;
import dev.maos.message.QueueStats;
import dev.maos.message.TransportException;
import dev.maos.redis.bus.HeardQueue.Duty;
import dev.maos.redis.link.Listener;
import dev.maos.redis.link.Reception;
import dev.maos.redis.link.RedisLink;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this process hears of at-most-once messages to topics, and what it was told to do with them;
 * see {@code 16-ears.lua}. Everything comes over one connection, in the order in which the server
 * took it. After a loss of that connection what is heard is dropped until the server has told anew,
 * over the same connection, for which subscriptions this process hears: so nothing is dealt with
 * that is meanwhile another one's to deal with. Thread-safe.
 *
 * <pre>
 *   DEAF --found--> ASKING --told--> SURE          any --lost--> DEAF
 * </pre>
 */
final class Hearing implements Listener {
  private static final Logger LOG = LoggerFactory.getLogger(Hearing.class);
  private static final Duration ASK_AGAIN = Duration.ofSeconds(1);
  private static final int DUTIES = 2;
  private static final int ALL_DUTIES = 3;
  static final int SYNC = 4;

  /** How many subscriptions are looked after at a time. */
  private static final int MOST_NAMES = 1_000;

  private final TimeSource network;
  private final Pipeline asking;
  private final Pipeline passing;
  private final Duration timeout;
  private final long process;
  private final byte[] own;
  private final TopicChannels channels;
  private final HeardQueues queues;

  /** How many readers listen to each channel. */
  private final int[] listeners = new int[TopicChannels.COUNT];

  private final boolean[] tuned = new boolean[TopicChannels.COUNT];

  /** Those that somebody is tuning in to just now, and when that is done. */
  private final Map<Integer, CompletableFuture<Boolean>> tuning = new HashMap<>();

  private final Map<Long, Runnable> awaited = new ConcurrentHashMap<>();
  private volatile @Nullable Reception reception;

  /** Counts how often a connection was found or lost. */
  private volatile long epoch;

  private volatile boolean sure;
  private final CompletableFuture<Boolean> beginning = new CompletableFuture<>();
  private long asked = -1;
  private volatile boolean closed;

  Hearing(
      RedisLink link,
      String process,
      Pipeline asking,
      Pipeline passing,
      HeardQueues queues,
      TopicChannels channels) {
    this.network = link.time();
    this.asking = asking;
    this.passing = passing;
    this.timeout = link.uri().timeout();
    this.process = Long.parseUnsignedLong(process, 16);
    this.own = (link.uri().prefix() + "ear:" + process).getBytes(StandardCharsets.US_ASCII);
    this.channels = channels;
    this.queues = queues;
  }

  HeardQueues queues() {
    return queues;
  }

  /** How this process is named in frames. */
  long process() {
    return process;
  }

  // Channels.

  /** Begins to hear what this process is told. */
  void begin(Reception to) {
    reception = to;
    to.tune(List.of(own));
  }

  /**
   * From when this returns everything on topics of that pattern is heard, while the link stands.
   */
  HeardQueue open(InboxSpec spec) {
    var queue = queues.open(spec);
    var numbers = TopicChannels.of(spec.pattern());
    try {
      tune(numbers);
    } catch (RuntimeException refused) {
      close(queue);
      throw refused;
    }
    if (!beginning.isDone()) {
      awaitBeginning();
    }
    return queue;
  }

  /** Each channel is tuned in to by one, for whom others that come meanwhile wait. */
  private void tune(List<Integer> numbers) {
    var mine = new ArrayList<Integer>();
    var others = new ArrayList<CompletableFuture<Boolean>>();
    var done = new CompletableFuture<Boolean>();
    synchronized (this) {
      for (int number : numbers) {
        listeners[number]++;
        if (!tuned[number] && tuning.putIfAbsent(number, done) == null) {
          mine.add(number);
        } else if (!tuned[number]) {
          others.add(tuning.get(number));
        }
      }
    }
    if (!mine.isEmpty()) {
      tuneIn(mine, done);
    }
    others.forEach(other -> Waiting.forDone(other, timeout));
  }

  private void tuneIn(List<Integer> numbers, CompletableFuture<Boolean> done) {
    try {
      reception().tune(numbers.stream().map(channels::name).toList());
      ended(numbers, true);
      done.complete(true);
    } catch (RuntimeException refused) {
      ended(numbers, false);
      done.completeExceptionally(refused);
      throw refused;
    }
  }

  private synchronized void ended(List<Integer> numbers, boolean isTuned) {
    for (int number : numbers) {
      tuning.remove(number);
      tuned[number] = isTuned;
    }
  }

  private Reception reception() {
    return Objects.requireNonNull(reception, "not begun");
  }

  private void awaitBeginning() {
    try {
      Waiting.forDone(beginning, timeout);
    } catch (TransportException notNow) {
      LOG.warn("at-most-once messages to topics are not heard yet");
    }
  }

  /** A reader has left. */
  void close(HeardQueue queue) {
    queue.release();
    queues.closeIfOver(queue);
    synchronized (this) {
      var unused = new ArrayList<byte[]>();
      for (int number : TopicChannels.of(queue.pattern())) {
        listeners[number]--;
        if (listeners[number] == 0 && tuned[number]) {
          tuned[number] = false;
          unused.add(channels.name(number));
        }
      }
      // Handed over under the lock, or it might overtake somebody who tunes in again.
      if (!unused.isEmpty() && !closed) {
        reception().leave(unused);
      }
    }
  }

  /** Nothing is heard any more. */
  void close() {
    closed = true;
    lost();
  }

  // What was sent from here.

  /**
   * Runs something when this process has heard, and dealt with, what it sends next under that
   * number; or when it is clear that it will not. False if it would not be heard at all.
   */
  boolean await(int channel, long number, Runnable then) {
    return isTuned(channel) && await(number, then);
  }

  private boolean await(long number, Runnable then) {
    long before = epoch;
    if (!sure) {
      return false;
    }
    awaited.put(number, then);
    if (before != epoch) {
      return awaited.remove(number) == null;
    }
    return true;
  }

  /** As above for what this process tells itself. */
  boolean awaitOwn(long number, Runnable then) {
    return await(number, then);
  }

  /** The channel on which this process is told what to do. */
  byte[] own() {
    return own;
  }

  private synchronized boolean isTuned(int channel) {
    return tuned[channel];
  }

  /** Nothing of that number will be heard. */
  void forget(long number) {
    var then = awaited.remove(number);
    if (then != null) {
      then.run();
    }
  }

  // What comes over the connection.

  @Override
  public void lost() {
    synchronized (this) {
      epoch++;
      sure = false;
    }
    for (var number : List.copyOf(awaited.keySet())) {
      forget(number);
    }
  }

  @Override
  public void found(byte[] channel) {
    if (!Arrays.equals(channel, own)) {
      return;
    }
    lost();
    ask();
  }

  /** Asks for which subscriptions this process hears; the answer comes over the connection. */
  private void ask() {
    long question;
    synchronized (this) {
      if (asked >= 0 || closed) {
        return;
      }
      asked = epoch;
      question = asked;
    }
    var operation = Operation.of(Packer.operation('q').u64(question), Answer::u8);
    var _ =
        asking
            .submit(operation)
            .result()
            .whenComplete((told, error) -> {
              boolean again;
              synchronized (this) {
                again = asked != epoch;
                asked = -1;
              }
              if (error != null && !closed) {
                network.schedule(ASK_AGAIN, this::askIfUnsure);
              } else if (again) {
                askIfUnsure();
              }
            });
  }

  private void askIfUnsure() {
    if (!sure) {
      ask();
    }
  }

  @Override
  public void heard(byte[] channel, byte[] message) {
    try {
      var in = ByteBuffer.wrap(message);
      switch (in.get()) {
        case HeardFrame.KIND -> heard(new HeardFrame(message));
        case DUTIES -> {
          if (sure) {
            duties(in);
          }
        }
        case ALL_DUTIES -> allDuties(in);
        case SYNC -> dealtWith(in.getLong());
        default -> LOG.warn("something else was heard on a channel of this namespace");
      }
    } catch (RuntimeException malformed) {
      LOG.warn("what was heard on a channel cannot be read: {}", malformed.getMessage());
    }
  }

  private void allDuties(ByteBuffer in) {
    long question = in.getLong();
    if (question != epoch) {
      return;
    }
    queues.forgetDuties();
    duties(in);
    sure = true;
    beginning.complete(true);
  }

  private void duties(ByteBuffer in) {
    while (in.hasRemaining()) {
      var duty = Duty.of(in.get());
      var name = new byte[in.getShort() & 0xFFFF];
      in.get(name);
      queues.duty(new String(name, StandardCharsets.UTF_8), duty);
    }
  }

  private void heard(HeardFrame frame) {
    boolean isOurs = frame.process() == process && frame.number() > 0;
    if (!sure) {
      if (isOurs) {
        dealtWith(frame.number());
      }
      return;
    }
    var concerned = queues.of(frame.topic());
    if (concerned.size() > 1) {
      frame.share();
    }
    var passedOn = new ArrayList<HeardQueue>(0);
    for (var queue : concerned) {
      if (queue.hear(frame)) {
        passedOn.add(queue);
      }
    }
    if (!passedOn.isEmpty()) {
      passOn(frame, passedOn, isOurs);
    } else if (isOurs) {
      dealtWith(frame.number());
    }
  }

  private void passOn(HeardFrame frame, List<HeardQueue> to, boolean isOurs) {
    var _ =
        passing
            .submit(new PassingOn(frame, to))
            .result()
            .whenComplete((comeBack, error) -> {
              for (int i = 0; i < to.size(); i++) {
                to.get(i).passedOn(frame, comeBack != null && comeBack.get(i));
                queues.closeIfOver(to.get(i));
              }
              if (isOurs) {
                dealtWith(frame.number());
              }
            });
  }

  private void dealtWith(long number) {
    forget(number);
  }

  // From time to time.

  /** Tells the server what was lost here since it was told last. */
  void report() {
    for (var queue : queues.all()) {
      var losses = queue.takeLosses();
      if (!losses.areNone()) {
        tell(queue.name(), losses);
      }
      queues.closeIfOver(queue);
    }
  }

  private void tell(QueueName name, HeardQueue.Losses losses) {
    var out =
        Packer.operation('d').text(name.toString()).u32(losses.dropped()).u32(losses.expired());
    var _ = asking.submit(Operation.of(out, Answer::u8));
  }

  /** Lets go of what has expired. */
  void sweep(long serverMicros) {
    queues.all().forEach(queue -> queue.sweep(serverMicros));
    report();
  }

  /** A queue's counts, with what this process has heard and nobody has taken. */
  QueueStats withHeard(QueueStats stats) {
    int heard = queues.backlog(stats.queue());
    return heard == 0
        ? stats
        : new QueueStats(
            stats.queue(),
            stats.ready() + heard,
            stats.claimed(),
            stats.delayed(),
            stats.dead(),
            stats.dropped(),
            stats.missed(),
            stats.expired());
  }

  /** Takes the place of those who hear for subscriptions read here, and do not hear any more. */
  void lookAfterOthers() {
    var names = sure ? queues.othersHear() : List.<QueueName>of();
    if (!names.isEmpty()) {
      int count = Math.min(names.size(), MOST_NAMES);
      var out = Packer.operation('e').u16(count);
      names.subList(0, count).forEach(name -> out.text(name.toString()));
      var _ = asking.submit(Operation.of(out, Answer::u8));
    }
  }
}
