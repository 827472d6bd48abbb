package dev.maos.message;

import dev.maos.base.TraceContext;
import java.util.Optional;

/** The tracer of those who have none. */
enum NoTracer implements MessageTracer {
  INSTANCE;

  @Override
  public Optional<TraceContext> sending(Message message) {
    return Optional.empty();
  }

  @Override
  public void handling(Delivery delivery, Work work) throws Exception {
    work.run();
  }

  @Override
  public Delivery requesting(Message message, Asking asking) throws InterruptedException {
    return asking.ask();
  }
}
