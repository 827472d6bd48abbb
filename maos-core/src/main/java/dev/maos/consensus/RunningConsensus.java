package dev.maos.consensus;

import dev.maos.base.MaosException;
import dev.maos.base.Signal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** The parts of a consensus at work. Thread-safe. */
final class RunningConsensus implements AutoCloseable {
  private final ConsensusContext consensus;
  private final Messenger messenger;
  private final Desk desk;
  private final Tail tail;
  private final Sweeper sweeper;
  private final AuditTrail audit;

  RunningConsensus(ConsensusContext consensus) {
    this.consensus = consensus;
    this.messenger = new Messenger(consensus);
    this.desk = new Desk(consensus, messenger);
    this.tail = new Tail(consensus, desk);
    this.sweeper = new Sweeper(consensus, desk, messenger, tail);
    this.audit = new AuditTrail(consensus.store());
    sweeper.begin();
  }

  ConsensusContext context() {
    return consensus;
  }

  Desk desk() {
    return desk;
  }

  AuditTrail audit() {
    return audit;
  }

  Duration sinceSwept() {
    return sweeper.sinceSwept();
  }

  Optional<VoteResult> await(ProposalId id, Duration patience) throws InterruptedException {
    var result = new AtomicReference<VoteResult>();
    var raised = new Signal();
    Consumer<VoteResult> note =
        told -> {
          result.set(told);
          raised.raise();
        };
    // First the ear, then the look: what ends in between is heard.
    try (var listener = consensus.listeners().add(id, note)) {
      desk.finish(id).end().map(end -> VoteResult.of(id, end)).ifPresent(listener::tell);
      raised.await(() -> result.get() != null, patience, consensus.time());
      return Optional.ofNullable(result.get());
    }
  }

  Listening onResult(ProposalId id, Consumer<VoteResult> callback) {
    var listener = consensus.listeners().addCallback(id, callback);
    try {
      desk.finish(id)
          .end()
          .map(end -> VoteResult.of(id, end))
          .ifPresent(result -> {
            listener.tell(result);
            listener.close();
          });
      return listener;
    } catch (MaosException e) {
      listener.close();
      throw e;
    }
  }

  @Override
  public void close() {
    sweeper.close();
    tail.close();
  }
}
