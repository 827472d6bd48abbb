package dev.maos.bench;

import java.util.function.LongPredicate;

/**
 * A bus that carries a message twice, never, or once, as it is told; in the thread of its producer.
 */
final class BrokenBus implements Contestant {
  private final LongPredicate loses;
  private final LongPredicate doubles;

  private final int repeats;

  private BrokenBus(LongPredicate loses, LongPredicate doubles, int repeats) {
    this.loses = loses;
    this.doubles = doubles;
    this.repeats = repeats;
  }

  static BrokenBus thatLoses(long number) {
    return new BrokenBus(sent -> sent == number, sent -> false, 0);
  }

  static BrokenBus thatDoubles(long number) {
    return new BrokenBus(sent -> false, sent -> sent == number, 0);
  }

  /** The last message comes so often again when it is closed. */
  static BrokenBus thatRepeats(int times) {
    return new BrokenBus(sent -> false, sent -> false, times);
  }

  static BrokenBus thatWorks() {
    return new BrokenBus(sent -> false, sent -> false, 0);
  }

  @Override
  public String system() {
    return "broken";
  }

  @Override
  public boolean plays(Scenario scenario) {
    return true;
  }

  @Override
  public OneWay oneWay(Scenario scenario, int streams, Sink sink) {
    return new OneWay() {
      private long sent;
      private byte[] last = new byte[0];

      @Override
      public void send(int stream, byte[] payload) {
        last = payload;
        long number = sent++;
        if (!loses.test(number)) {
          sink.accept(payload);
        }
        if (doubles.test(number)) {
          sink.accept(payload);
        }
      }

      @Override
      public void sendOne(int stream, byte[] payload) {
        send(stream, payload);
      }

      @Override
      public void push() {}

      @Override
      public void flush() {}

      @Override
      public void close() {
        for (int i = 0; i < repeats; i++) {
          sink.accept(last);
        }
      }
    };
  }

  @Override
  public RoundTrip roundTrip() {
    return new RoundTrip() {
      @Override
      public byte[] call(byte[] request) {
        var answer = request.clone();
        answer[0]++;
        return answer;
      }

      @Override
      public void close() {}
    };
  }
}
