package dev.maos.bench;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.MaosException;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import dev.maos.base.TopicPattern;
import dev.maos.message.Delivery;
import dev.maos.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Agents that send messages to one another: each message goes from one of them to another one,
 * drawn by a seed, as soon as not too many are under way. Thread-safe.
 */
final class LoadCrowd {
  private static final Topic TOPIC = Topic.of("load");
  private static final int SENDERS = 64;
  private static final int MOST_UNDER_WAY = 10_000;
  private static final int UNDER_WAY_FOR_EACH = 50;

  private final Maos maos;
  private final LoadOptions options;
  private final AgentId[] agents;
  private final int underWay;
  private final Semaphore room;
  private final AtomicLong numbers = new AtomicLong();
  private final Arrivals arrivals = new Arrivals();
  private final Recorder latencies = new Recorder(3);
  private final LongAdder accepted = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final AtomicReference<String> firstRefusal = new AtomicReference<>("");

  LoadCrowd(Maos maos, LoadOptions options) {
    this.maos = maos;
    this.options = options;
    this.agents =
        IntStream.range(0, options.agents())
            .mapToObj(i -> AgentId.of("agent-" + i))
            .toArray(AgentId[]::new);
    this.underWay = Math.min(MOST_UNDER_WAY, UNDER_WAY_FOR_EACH * agents.length);
    this.room = new Semaphore(underWay);
  }

  /** Each of them listens. */
  void subscribe() {
    var pattern = TopicPattern.exactly(TOPIC);
    AtOnce.forEach(agents, agent -> maos.bus().subscribe(agent, pattern, this::arrived));
  }

  private void arrived(Delivery delivery) {
    var payload = delivery.payload().buffer();
    latencies.recordValue(Math.max(0, System.nanoTime() - Stamp.nanos(payload)));
    if (arrivals.add(Stamp.number(payload))) {
      room.release();
    }
  }

  /** Begins to send, until this moment of the steady clock. */
  List<Thread> sendUntil(long end) {
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < Math.min(SENDERS, agents.length); i++) {
      int first = i;
      threads.add(Thread.ofVirtual().name("load-" + i).start(() -> send(first, end)));
    }
    return threads;
  }

  private void send(int first, long end) {
    var random = new SplittableRandom(options.seed() + first);
    var payload = Stamp.blank(options.payloadBytes(), options.seed());
    int from = first;
    try {
      for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
        if (room.tryAcquire(left, TimeUnit.NANOSECONDS)) {
          send(from, other(from, random), payload);
          from = from + SENDERS < agents.length ? from + SENDERS : first;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int other(int agent, SplittableRandom random) {
    int drawn = random.nextInt(agents.length - 1);
    return drawn < agent ? drawn : drawn + 1;
  }

  private void send(int from, int to, byte[] payload) {
    Stamp.write(payload, from, numbers.getAndIncrement(), System.nanoTime());
    var message =
        Message.from(agents[from]).to(agents[to]).on(TOPIC).command(Payload.binary(payload));
    try {
      maos.bus().publish(message);
      accepted.increment();
    } catch (MaosException e) {
      refused.increment();
      firstRefusal.compareAndSet("", String.valueOf(e.getMessage()));
      room.release();
    }
  }

  int underWay() {
    return underWay;
  }

  long accepted() {
    return accepted.sum();
  }

  long received() {
    return arrivals.distinct();
  }

  long doubled() {
    return arrivals.doubled();
  }

  long refused() {
    return refused.sum();
  }

  String firstRefusal() {
    return firstRefusal.get();
  }

  Histogram latencies() {
    return latencies.getIntervalHistogram();
  }
}
