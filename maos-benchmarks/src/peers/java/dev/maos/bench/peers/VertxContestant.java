package dev.maos.bench.peers;

import dev.maos.bench.BenchFailedException;
import dev.maos.bench.Contestant;
import dev.maos.bench.OneWay;
import dev.maos.bench.RoundTrip;
import dev.maos.bench.Scenario;
import dev.maos.bench.Sink;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageConsumerOptions;
import java.util.concurrent.ExecutionException;

/** The local event bus of Vert.x: {@code send} and {@code request}. */
final class VertxContestant implements Contestant {
  // So much more than can be outstanding that it never drops.
  private static final int MAX_BUFFERED = 1_000_000;
  private static final DeliveryOptions OPTIONS =
      new DeliveryOptions().setCodecName(ParcelCodec.NAME);

  @Override
  public String system() {
    return "vertx";
  }

  @Override
  public boolean plays(Scenario scenario) {
    return PeerScenarios.contains(scenario);
  }

  @Override
  public OneWay oneWay(Scenario scenario, int streams, Sink sink) {
    var vertx = open();
    for (int i = 0; i < streams; i++) {
      var options =
          new MessageConsumerOptions()
              .setAddress(address(i))
              .setLocalOnly(true)
              .setMaxBufferedMessages(MAX_BUFFERED);
      vertx
          .eventBus()
          .<Parcel>consumer(options)
          .handler(message -> sink.accept(message.body().bytes()));
    }
    return new Sending(vertx, streams);
  }

  @Override
  public RoundTrip roundTrip() {
    var vertx = open();
    vertx
        .eventBus()
        .<Parcel>localConsumer(address(0))
        .handler(message -> message.reply(Parcel.copyOf(message.body().bytes()), OPTIONS));
    return new Requesting(vertx);
  }

  private static Vertx open() {
    var vertx = Vertx.vertx();
    vertx.eventBus().registerCodec(new ParcelCodec());
    return vertx;
  }

  private static String address(int stream) {
    return "agent-" + stream;
  }

  static void await(Future<?> future) {
    try {
      future.toCompletionStage().toCompletableFuture().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new BenchFailedException("vertx: " + e.getCause());
    }
  }

  private static final class Sending implements OneWay {
    private final Vertx vertx;
    private final EventBus bus;
    private final String[] addresses;

    Sending(Vertx vertx, int streams) {
      this.vertx = vertx;
      bus = vertx.eventBus();
      addresses = new String[streams];
      for (int i = 0; i < streams; i++) {
        addresses[i] = address(i);
      }
    }

    @Override
    public void send(int stream, byte[] payload) {
      bus.send(addresses[stream], Parcel.copyOf(payload), OPTIONS);
    }

    @Override
    public void sendOne(int stream, byte[] payload) {
      send(stream, payload);
    }

    /** Nothing to do: nothing is held back. */
    @Override
    public void push() {}

    /** Nothing to do: nothing is ever accepted by a receipt. */
    @Override
    public void flush() {}

    @Override
    public void close() {
      await(vertx.close());
    }
  }

  private static final class Requesting implements RoundTrip {
    private final Vertx vertx;

    Requesting(Vertx vertx) {
      this.vertx = vertx;
    }

    @Override
    public byte[] call(byte[] request) throws InterruptedException {
      var reply = vertx.eventBus().<Parcel>request(address(0), Parcel.copyOf(request), OPTIONS);
      try {
        return reply.toCompletionStage().toCompletableFuture().get().body().bytes();
      } catch (ExecutionException e) {
        throw new BenchFailedException("vertx: " + e.getCause());
      }
    }

    @Override
    public void close() {
      await(vertx.close());
    }
  }
}
