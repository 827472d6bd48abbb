package dev.maos.bench;

/** A bus that works and counts what is sent to it, in the thread of its producer. */
final class CountingBus implements Contestant {
  private long pipelined;

  long pipelined() {
    return pipelined;
  }

  @Override
  public String system() {
    return "counting";
  }

  @Override
  public boolean plays(Scenario scenario) {
    return true;
  }

  @Override
  public OneWay oneWay(Scenario scenario, int streams, Sink sink) {
    return new OneWay() {
      @Override
      public void send(int stream, byte[] payload) {
        pipelined++;
        sink.accept(payload);
      }

      @Override
      public void sendOne(int stream, byte[] payload) {
        sink.accept(payload);
      }

      @Override
      public void push() {}

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  @Override
  public RoundTrip roundTrip() {
    throw new UnsupportedOperationException("only one way");
  }
}
