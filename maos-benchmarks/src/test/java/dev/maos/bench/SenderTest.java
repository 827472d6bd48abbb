package dev.maos.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class SenderTest {
  private static final int SIZE = 32;
  private static final Duration HOUR = Duration.ofHours(1);

  private final Sink sink = new Sink(2, SIZE);

  @Test
  void noMoreThanTheWindowIsEverOutstanding() throws Exception {
    var hoarder = new Hoarder();

    sender(hoarder).saturate(HOUR, 4L * Sender.WINDOW);

    assertThat(hoarder.most).isBetween(Sender.WINDOW, Sender.WINDOW + 15);
  }

  @Test
  void aRoundSendsExactlyWhatIsEnough() throws Exception {
    var round = sender(new Hoarder()).saturate(HOUR, 1_001);

    assertThat(round.messages()).isEqualTo(1_001);
    assertThat(sink.received()).isEqualTo(1_001);
  }

  @Test
  void pacingMeasuresEveryMessage() throws Exception {
    var latencies = sender(new Hoarder()).pace(Pacing.ONE_BY_ONE, 10_000, Duration.ofMillis(50));

    assertThat(latencies.getTotalCount()).isEqualTo(500);
  }

  @Test
  void aDelayOfTheProducerCountsForEveryMessageThatWasDueMeanwhile() throws Exception {
    var hoarder = new Hoarder();
    hoarder.delayOfNext = Duration.ofMillis(30);

    var latencies = sender(hoarder).pace(Pacing.ONE_BY_ONE, 10_000, Duration.ofMillis(50));

    long late = latencies.getCountBetweenValues(1_000_000, latencies.getMaxValue());
    assertThat(late).isGreaterThanOrEqualTo(290);
  }

  @Test
  void anInterruptedSenderStopsWaiting() {
    var hoarder = new Hoarder();
    hoarder.keeps = true;

    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> sender(hoarder).saturate(HOUR, 10))
        .isInstanceOf(InterruptedException.class);
  }

  private Sender sender(OneWay way) {
    return new Sender(way, sink, Streams.inTurn(2), 2, Stamp.blank(SIZE, 1));
  }

  /** Keeps what is pipelined until the window is full or it is flushed. */
  private final class Hoarder implements OneWay {
    private final Deque<byte[]> kept = new ArrayDeque<>();
    private int most;
    private boolean keeps;
    private Duration delayOfNext = Duration.ZERO;

    @Override
    public synchronized void send(int stream, byte[] payload) {
      kept.add(payload.clone());
      most = Math.max(most, kept.size());
      if (kept.size() == Sender.WINDOW) {
        Thread.ofVirtual().start(this::deliver);
      }
    }

    @Override
    public void sendOne(int stream, byte[] payload) {
      long until = System.nanoTime() + delayOfNext.toNanos();
      delayOfNext = Duration.ZERO;
      while (System.nanoTime() < until) {
        Thread.onSpinWait();
      }
      sink.accept(payload);
    }

    @Override
    public void push() {}

    @Override
    public void flush() {
      if (!keeps) {
        deliver();
      }
    }

    private synchronized void deliver() {
      kept.forEach(sink::accept);
      kept.clear();
    }

    @Override
    public void close() {}
  }
}
