package dev.maos.bench.peers;

import dev.maos.bench.BenchFailedException;
import dev.maos.bench.OneWay;
import dev.maos.bench.Scenario;
import dev.maos.bench.Sink;
import io.nats.client.Connection;
import io.nats.client.ConsumeOptions;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.PublishAck;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** NATS: its core publishes and forgets, its JetStream keeps in memory and is acknowledged. */
final class NatsContestant extends OneWayPeer {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int PENDING_MESSAGES = 1_000_000;
  private static final long PENDING_BYTES = 1L << 30;
  private static final int WINDOW = 20_000;
  private static final int OUTSTANDING = 2_048;

  private final String uri;
  private final Scenario scenario;

  private NatsContestant(String system, Scenario scenario, String uri) {
    super(system);
    this.uri = uri;
    this.scenario = scenario;
  }

  static NatsContestant core(String uri) {
    return new NatsContestant("nats", Scenario.AT_MOST_ONCE, uri);
  }

  static NatsContestant jetStream(String uri) {
    return new NatsContestant("nats-jetstream", Scenario.AT_LEAST_ONCE, uri);
  }

  @Override
  public boolean plays(Scenario played) {
    return played == scenario;
  }

  @Override
  OneWay atMostOnce(Sink sink) {
    var subject = PeerKeys.fresh();
    var consuming = open();
    var producing = open();
    var dispatcher = consuming.createDispatcher(message -> sink.accept(message.getData()));
    dispatcher.setPendingLimits(PENDING_MESSAGES, PENDING_BYTES);
    dispatcher.subscribe(subject);
    flush(consuming);
    return new Publishing(consuming, producing, subject);
  }

  @Override
  OneWay atLeastOnce(Sink sink) {
    var name = PeerKeys.fresh();
    var consuming = open();
    try {
      var management = consuming.jetStreamManagement();
      management.addStream(
          StreamConfiguration.builder()
              .name(name)
              .subjects(name)
              .storageType(StorageType.Memory)
              .maxMessages(KEPT)
              .build());
      management.addOrUpdateConsumer(
          name,
          ConsumerConfiguration.builder()
              .durable("c")
              .ackPolicy(AckPolicy.Explicit)
              .maxAckPending(2L * WINDOW)
              .build());
      var consumer = consuming.getStreamContext(name).getConsumerContext("c");
      consumer.consume(
          ConsumeOptions.builder().batchSize(WINDOW).build(),
          message -> {
            sink.accept(message.getData());
            message.ack();
          });
      return new Streaming(consuming, open(), name);
    } catch (IOException | JetStreamApiException e) {
      throw failed(e);
    }
  }

  private Connection open() {
    try {
      return Nats.connect(
          new Options.Builder()
              .server(uri)
              .maxReconnects(0)
              .maxMessagesInOutgoingQueue(PENDING_MESSAGES)
              .build());
    } catch (IOException e) {
      throw failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(e);
    }
  }

  private static void flush(Connection connection) {
    try {
      connection.flush(PATIENCE);
    } catch (TimeoutException e) {
      throw failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static BenchFailedException failed(Exception cause) {
    return new BenchFailedException("nats: " + cause, cause);
  }

  /** The client gathers what is published while it writes, so nothing has to be pushed. */
  private static class Publishing implements OneWay {
    private final Connection consuming;
    private final Connection producing;
    private final String subject;

    Publishing(Connection consuming, Connection producing, String subject) {
      this.consuming = consuming;
      this.producing = producing;
      this.subject = subject;
    }

    final String subject() {
      return subject;
    }

    @Override
    public void send(int stream, byte[] payload) throws InterruptedException {
      producing.publish(subject, payload.clone());
    }

    @Override
    public void sendOne(int stream, byte[] payload) throws InterruptedException {
      send(stream, payload);
      flush();
    }

    @Override
    public void push() {}

    @Override
    public void flush() throws InterruptedException {
      NatsContestant.flush(producing);
    }

    @Override
    public void close() {
      try {
        producing.close();
        consuming.close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static final class Streaming extends Publishing {
    private final JetStream jetStream;
    private final Deque<CompletableFuture<PublishAck>> unanswered = new ArrayDeque<>();

    Streaming(Connection consuming, Connection producing, String subject) throws IOException {
      super(consuming, producing, subject);
      jetStream = producing.jetStream();
    }

    @Override
    public void send(int stream, byte[] payload) throws InterruptedException {
      unanswered.add(jetStream.publishAsync(subject(), payload.clone()));
      if (unanswered.size() > OUTSTANDING) {
        awaitAnswers(OUTSTANDING / 2);
      }
    }

    @Override
    public void flush() throws InterruptedException {
      awaitAnswers(0);
    }

    private void awaitAnswers(int most) throws InterruptedException {
      while (unanswered.size() > most) {
        try {
          unanswered.remove().get();
        } catch (ExecutionException e) {
          throw failed(e);
        }
      }
    }
  }
}
