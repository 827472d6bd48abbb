package dev.maos.bench;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.Signal;
import dev.maos.base.TimeSource;
import dev.maos.base.TopicPattern;
import dev.maos.message.BusOptions;
import dev.maos.message.Message;
import dev.maos.message.MessageGuard;
import dev.maos.message.PublishOutcome;
import dev.maos.message.Publisher;
import dev.maos.security.CommunicationSecurity;
import dev.maos.security.SecurityPolicy;
import dev.maos.security.envelope.CipherSuite;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicLong;

/** Messages from one agent to another over a bus, at least once, with or without a guard. */
final class SealedBus implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int BATCH = 10_000;
  private static final int MOST_WAITING = 2 * BATCH;
  private static final byte[] TEXT = new byte[256];

  private final Maos maos;
  private final Publisher publisher;
  private final Message message;
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final Signal progress = new Signal();
  private long sent;

  private SealedBus(String uri, MessageGuard guard, AgentId from, AgentId to) {
    var options = BusOptions.defaults().maxQueueSize(MOST_WAITING);
    this.maos = Maos.builder(uri).options(options).guardedBy(guard).open();
    this.message = Message.from(from).to(to).on("tasks").command(Payload.binary(TEXT));
    this.publisher = maos.bus().publisher(this::check);
    maos.bus().subscribe(to, TopicPattern.of("tasks"), delivery -> arrived());
  }

  /** The bus with a guard, and beside it one without. */
  static SealedWork work(String uri) {
    var planner = AgentId.of("planner");
    var worker = AgentId.of("worker");
    var policy =
        SecurityPolicy.defaults()
            .allowedCiphers(EnumSet.of(CipherSuite.AES_256_GCM, CipherSuite.HPKE_X25519));
    var security = CommunicationSecurity.of(policy);
    security.generateAgentKeys(planner);
    security.generateAgentKeys(worker);
    var sealed = new SealedBus(uri, security, planner, worker);
    var plain =
        new SealedBus(
            uri, MessageGuard.open(), AgentId.of("plain-planner"), AgentId.of("plain-worker"));
    return new SealedWork(
        sealed::batch,
        plain::batch,
        () -> {
          sealed.close();
          plain.close();
        });
  }

  private void arrived() {
    received.incrementAndGet();
    progress.raise();
  }

  private void check(PublishOutcome outcome) {
    if (outcome instanceof PublishOutcome.Failed) {
      refused.incrementAndGet();
      progress.raise();
    }
  }

  /** Sends a batch, and returns when all of it has arrived. */
  private long batch() throws InterruptedException {
    for (int i = 0; i < BATCH; i++) {
      publisher.publish(message);
    }
    sent += BATCH;
    boolean came =
        progress.await(
            () -> received.get() >= sent || refused.get() > 0, PATIENCE, TimeSource.system());
    if (!came || refused.get() > 0 || received.get() > sent) {
      throw new BenchFailedException(
          "of %d messages %d arrived and %d were refused"
              .formatted(sent, received.get(), refused.get()));
    }
    return BATCH;
  }

  @Override
  public void close() {
    publisher.close();
    maos.close();
  }
}
