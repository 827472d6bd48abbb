package dev.maos.message;

import java.util.List;
import java.util.Optional;

/** A feed of batches that are answered before the next one is handed over. */
final class OneByOne implements Feed {
  private final MessageTransport transport;

  OneByOne(MessageTransport transport) {
    this.transport = transport;
  }

  @Override
  public int mostUnderWay() {
    return 1;
  }

  @Override
  public Sending send(List<Envelope> batch) {
    try {
      return new Sent(Optional.of(transport.send(batch)), Optional.empty());
    } catch (RuntimeException refusal) {
      return new Sent(Optional.empty(), Optional.of(refusal));
    }
  }

  @Override
  public void resume() {}

  @Override
  public void close() {}

  private record Sent(Optional<List<Receipt>> answer, Optional<RuntimeException> refusal)
      implements Sending {

    @Override
    public boolean isAnswered() {
      return true;
    }

    @Override
    public Optional<List<Receipt>> receipts() {
      if (refusal.isPresent()) {
        throw refusal.get();
      }
      return answer;
    }
  }
}
