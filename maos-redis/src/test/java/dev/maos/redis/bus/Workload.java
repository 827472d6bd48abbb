package dev.maos.redis.bus;

import dev.maos.message.Claim;
import dev.maos.message.DeadLetter;
import dev.maos.message.Envelope;
import dev.maos.message.Guarantee;
import dev.maos.message.QueueFullException;
import dev.maos.redis.link.RedisLink;
import dev.maos.testkit.Seed;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A random life of three processes, one step at a time: what they publish, take, settle, lose and
 * forget. The same seed makes the same life.
 */
final class Workload {
  private static final int PROCESSES = 3;
  private static final int MOST_READERS = 7;

  private final LibraryScene scene;
  private final RandomGenerator random;
  private final Readings readings;
  private final Drafts drafts;
  private final Expectations expected;
  private final List<Site> processes = new ArrayList<>();
  private final List<Station> stations = new ArrayList<>();
  private final List<List<Envelope>> sent = new ArrayList<>();
  private final Deque<String> log = new ArrayDeque<>();

  private record Site(RedisTransport transport, RedisLink link) {}

  /** A reader and what it holds. */
  private record Station(Site process, Ringing reader, List<Claim> claims) {}

  Workload(LibraryScene scene, Seed seed, Readings readings) {
    this.scene = scene;
    this.random = seed.random();
    this.readings = readings;
    this.drafts = new Drafts(scene, random);
    this.expected = new Expectations(readings == Readings.PLAIN);
    for (int i = 0; i < PROCESSES; i++) {
      join();
    }
  }

  /** The last steps, for a failure. */
  String log() {
    return String.join("\n", log);
  }

  /** What there must be now, if nothing is ever given up for want of room. */
  Expectations expected() {
    return expected;
  }

  private void note(String step) {
    log.add(step);
    if (log.size() > 25) {
      log.poll();
    }
  }

  private void join() {
    var link = scene.link();
    // Some of them send everything around Lua, so that both ways of frames meet.
    int largeFrom = random.nextInt(3) == 0 ? 0 : FrameNumbers.LARGE_BYTES;
    processes.add(new Site(scene.process(link, largeFrom), link));
  }

  private RedisTransport anyProcess() {
    return pick(processes).transport();
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  void step() {
    int dice = random.nextInt(100);
    if (dice < 26) {
      publish();
    } else if (dice < 30) {
      publishAgain();
    } else if (dice < 37) {
      open();
    } else if (dice < 41) {
      leave();
    } else if (dice < 62) {
      take();
    } else if (dice < 86) {
      settle();
    } else if (dice < 92) {
      pass();
    } else if (dice < 94) {
      sweep();
    } else if (dice < 95) {
      forget();
    } else if (dice < 98) {
      dig();
    } else if (dice < 99) {
      replaceProcess();
    } else {
      pass(Duration.ofSeconds(131));
    }
  }

  // Publishing.

  private void publish() {
    send(drafts.batch());
  }

  private void send(List<Envelope> batch) {
    note("send %s".formatted(batch));
    try {
      var receipts = anyProcess().send(batch);
      for (int i = 0; i < batch.size(); i++) {
        if (!receipts.get(i).duplicate()) {
          expected.accepted(batch.get(i));
        }
      }
      sent.add(batch);
    } catch (QueueFullException full) {
      note("  refused: %s".formatted(full));
    }
  }

  /** Only what the server knows can be sent again from anywhere; within the window, of course. */
  private void publishAgain() {
    if (sent.isEmpty()) {
      return;
    }
    var again =
        pick(sent).stream()
            .filter(envelope -> envelope.identity() == Envelope.Identity.CONTENT)
            .filter(envelope -> envelope.message().guarantee() != Guarantee.AT_MOST_ONCE)
            .filter(envelope -> envelope.sentAtMicros() > scene.time.micros() - 60_000_000)
            .toList();
    if (!again.isEmpty()) {
      send(again);
    }
  }

  // Readers.

  private void open() {
    if (stations.size() < MOST_READERS) {
      var process = pick(processes);
      var spec = readings.any(random);
      note("open %s".formatted(spec));
      expected.subscribed(spec);
      stations.add(
          new Station(process, Ringing.open(process.transport(), spec), new ArrayList<>()));
    }
  }

  private void leave() {
    if (stations.isEmpty()) {
      return;
    }
    var station = stations.remove(random.nextInt(stations.size()));
    if (random.nextBoolean()) {
      note("close %s".formatted(station.reader().spec().subscription()));
      station.reader().close();
    } else {
      note("abandon %s".formatted(station.reader().spec().subscription()));
      station.reader().inbox().abandon();
    }
  }

  private void take() {
    if (stations.isEmpty()) {
      return;
    }
    var station = pick(stations);
    int most = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(6);
    expected.subscribed(station.reader().spec());
    var done = new ArrayList<Claim>();
    while (!station.claims().isEmpty() && random.nextInt(4) == 0) {
      done.add(station.claims().removeFirst());
    }
    var inbox = station.reader().inbox();
    var exchange = inbox.exchange(done, most);
    if (!exchange.taken().isEmpty()
        && exchange.taken().stream().allMatch(Expectations::isFleeting)) {
      // It may have been heard, and the server not asked, where the subscription may be forgotten.
      var _ = inbox.exchange(List.of(), 0);
    }
    for (int i = 0; i < done.size(); i++) {
      expected.acknowledged(done.get(i), exchange.settled().get(i));
    }
    note(
        "take %d from %s: %d"
            .formatted(most, station.reader().spec().direct(), exchange.taken().size()));
    exchange.taken().forEach(expected::taken);
    station.claims().addAll(exchange.taken());
  }

  private void settle() {
    var holders = stations.stream().filter(each -> !each.claims().isEmpty()).toList();
    if (holders.isEmpty()) {
      return;
    }
    var station = pick(holders);
    var inbox = station.reader().inbox();
    var claims = station.claims();
    var claim = claims.get(random.nextInt(claims.size()));
    int dice = random.nextInt(10);
    note("settle %d of %s".formatted(dice, claim.envelope()));
    switch (dice) {
      case 0, 1 -> inbox.release(claim, Duration.ofSeconds(random.nextInt(2) * 4L));
      case 2 -> inbox.handBack(claim);
      case 3 ->
          expected.buried(claim, inbox.bury(claim, DeadLetter.Reason.REJECTED, "by the dice"));
      case 4 -> {
        var _ = inbox.extend(claim);
        return;
      }
      case 5 -> {
        var answers = inbox.acknowledge(claims);
        for (int i = 0; i < claims.size(); i++) {
          expected.acknowledged(claims.get(i), answers.get(i));
        }
        claims.clear();
      }
      default -> expected.acknowledged(claim, inbox.acknowledge(List.of(claim)).getFirst());
    }
    // Sometimes it is kept, to be settled once more in vain.
    if (random.nextInt(8) > 0) {
      claims.remove(claim);
    }
  }

  // Time and books.

  private void pass() {
    pass(Duration.ofMillis(random.nextInt(4) == 0 ? 31_000 : random.nextInt(12_000)));
  }

  private void pass(Duration duration) {
    note("%s pass".formatted(duration));
    scene.pass(duration);
  }

  private void sweep() {
    var moved = anyProcess().sweep();
    note("sweep: %d".formatted(moved.size()));
    moved.forEach(expected::expired);
  }

  private void forget() {
    var subscription = readings.any(random).subscription();
    note("forget %s".formatted(subscription));
    var existed = anyProcess().forget(subscription);
    expected.forgotten(subscription, existed);
  }

  private void dig() {
    var transport = anyProcess();
    var queues = transport.queues().stream().filter(stats -> stats.dead() > 0).toList();
    if (queues.isEmpty()) {
      return;
    }
    var queue = pick(queues).queue();
    var ids =
        transport.deadLetters(queue, Optional.empty(), 1_000).stream()
            .map(DeadLetter::id)
            .filter(id -> random.nextBoolean())
            .toList();
    if (random.nextInt(3) > 0) {
      int count = transport.redrive(queue, ids);
      note("redrive %d of %d in %s".formatted(count, ids.size(), queue));
      expected.redriven(queue, ids, count);
    } else {
      int count = transport.purge(queue, ids);
      note("purge %d in %s".formatted(count, queue));
      expected.purged(queue, ids, count);
    }
  }

  private void replaceProcess() {
    var process = processes.remove(random.nextInt(processes.size()));
    note("a process dies");
    stations.removeIf(station -> station.process().equals(process));
    scene.die(process.transport(), process.link());
    join();
  }

  // The end.

  /** Everybody leaves; what is still there is handled, and what failed is thrown away. */
  void finish() {
    note("the end");
    stations.forEach(station -> station.reader().close());
    stations.clear();
    scene.pass(LibraryScene.LEASE.plusSeconds(31));
    Cleanup.of(scene, anyProcess(), readings.all());
  }
}
