package dev.maos.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * The producer of a one-way scenario: numbers and stamps every message, never has more of them
 * outstanding than the window allows, and waits until all have arrived. Used by one thread.
 */
final class Sender {
  /** So many may be outstanding; a system whose queues hold fewer has to allow for it. */
  static final int WINDOW = 20_000;

  /** With many agents, so many messages for each of them may be outstanding. */
  static final int WINDOW_OF_AN_AGENT = 10;

  // Sent between two looks at the clock and the window.
  private static final int BURST = 16;
  // A sleep ends up to this much late, so what is due sooner is waited for awake.
  private static final long OVERSLEEP_NANOS = 200_000;

  private final OneWay way;
  private final Sink sink;
  private final Streams streams;
  private final byte[] payload;
  private final long[] numbers;
  private final Outstanding outstanding;
  private long sent;

  Sender(OneWay way, Sink sink, Streams streams, int streamCount, byte[] payload) {
    this.way = way;
    this.sink = sink;
    this.streams = streams;
    this.payload = payload;
    this.numbers = new long[streamCount];
    this.outstanding = new Outstanding(sink, Math.max(WINDOW, WINDOW_OF_AN_AGENT * streamCount));
  }

  /** Sends as fast as the window allows, until the time is over or enough was sent. */
  Round saturate(Duration time, long enough) throws InterruptedException {
    var meter = Meter.start();
    long from = sent;
    long now = System.nanoTime();
    long end = now + time.toNanos();
    while (now < end && sent - from < enough) {
      outstanding.awaitRoom(sent);
      now = System.nanoTime();
      long burst = Math.min(BURST, enough - (sent - from));
      for (int i = 0; i < burst; i++) {
        int stream = stamp(now);
        way.send(stream, payload);
      }
    }
    way.flush();
    outstanding.awaitArrival(sent);
    return meter.stop(sent - from);
  }

  /** The same, each message accepted before the next one is sent. */
  Round saturateOneByOne(Duration time) throws InterruptedException {
    var meter = Meter.start();
    long from = sent;
    long now = System.nanoTime();
    long end = now + time.toNanos();
    while (now < end) {
      outstanding.awaitRoom(sent);
      now = System.nanoTime();
      for (int i = 0; i < BURST; i++) {
        int stream = stamp(now);
        way.sendOne(stream, payload);
      }
    }
    outstanding.awaitArrival(sent);
    return meter.stop(sent - from);
  }

  /** How many were sent so far. */
  long sent() {
    return sent;
  }

  /**
   * Sends at a fixed rate and measures from the moment at which each message was meant to be sent:
   * when the system holds the producer up, what comes after is late, and counts as late.
   */
  Histogram pace(Pacing pacing, int perSecond, Duration time) throws InterruptedException {
    sink.startTiming();
    double interval = 1e9 / perSecond;
    long count = Math.max(1, (long) (time.toNanos() / interval));
    long start = System.nanoTime();
    for (long i = 0; i < count; i++) {
      long due = start + (long) (i * interval);
      if (pacing == Pacing.PIPELINED && due > System.nanoTime()) {
        way.push();
      }
      awaitMoment(due);
      outstanding.awaitRoom(sent);
      int stream = stamp(due);
      switch (pacing) {
        case ONE_BY_ONE -> way.sendOne(stream, payload);
        case PIPELINED -> way.send(stream, payload);
      }
    }
    way.flush();
    outstanding.awaitArrival(sent);
    return sink.stopTiming();
  }

  private int stamp(long nanos) {
    int stream = streams.next();
    Stamp.write(payload, stream, numbers[stream]++, nanos);
    sent++;
    return stream;
  }

  private static void awaitMoment(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      if (left > OVERSLEEP_NANOS) {
        LockSupport.parkNanos(left - OVERSLEEP_NANOS);
      } else {
        Thread.onSpinWait();
      }
    }
  }
}
