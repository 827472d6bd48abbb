package dev.maos.bench.peers;

import com.typesafe.config.ConfigFactory;
import dev.maos.bench.BenchFailedException;
import dev.maos.bench.Contestant;
import dev.maos.bench.OneWay;
import dev.maos.bench.RoundTrip;
import dev.maos.bench.Scenario;
import dev.maos.bench.Sink;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.UntypedAbstractActor;
import org.apache.pekko.pattern.Patterns;

/** Actors of Pekko: {@code tell} and {@code ask}. */
final class PekkoContestant implements Contestant {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  @Override
  public String system() {
    return "pekko";
  }

  @Override
  public boolean plays(Scenario scenario) {
    return PeerScenarios.contains(scenario);
  }

  @Override
  public OneWay oneWay(Scenario scenario, int streams, Sink sink) {
    var system = open();
    var receiver = Props.create(Receiver.class, () -> new Receiver(sink));
    var agents = new ActorRef[streams];
    for (int i = 0; i < streams; i++) {
      agents[i] = system.actorOf(receiver);
    }
    return new Telling(system, agents);
  }

  @Override
  public RoundTrip roundTrip() {
    var system = open();
    return new Asking(system, system.actorOf(Props.create(Answerer.class, Answerer::new)));
  }

  private static ActorSystem open() {
    var quiet = ConfigFactory.parseString("pekko.loglevel=OFF, pekko.stdout-loglevel=OFF");
    return ActorSystem.create("bench", quiet.withFallback(ConfigFactory.load()));
  }

  private static void close(ActorSystem system) {
    system.terminate();
    try {
      system.getWhenTerminated().toCompletableFuture().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new BenchFailedException("pekko: " + e.getCause());
    }
  }

  private static final class Receiver extends UntypedAbstractActor {
    private final Sink sink;

    Receiver(Sink sink) {
      this.sink = sink;
    }

    @Override
    public void onReceive(Object message) {
      sink.accept(((Parcel) message).bytes());
    }
  }

  private static final class Answerer extends UntypedAbstractActor {
    @Override
    public void onReceive(Object message) {
      getSender().tell(Parcel.copyOf(((Parcel) message).bytes()), getSelf());
    }
  }

  private static final class Telling implements OneWay {
    private final ActorSystem system;
    private final ActorRef[] agents;

    Telling(ActorSystem system, ActorRef[] agents) {
      this.system = system;
      this.agents = agents;
    }

    @Override
    public void send(int stream, byte[] payload) {
      agents[stream].tell(Parcel.copyOf(payload), ActorRef.noSender());
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
      PekkoContestant.close(system);
    }
  }

  private static final class Asking implements RoundTrip {
    private final ActorSystem system;
    private final ActorRef answerer;

    Asking(ActorSystem system, ActorRef answerer) {
      this.system = system;
      this.answerer = answerer;
    }

    @Override
    public byte[] call(byte[] request) throws InterruptedException {
      var reply = Patterns.ask(answerer, Parcel.copyOf(request), PATIENCE);
      try {
        return ((Parcel) reply.toCompletableFuture().get()).bytes();
      } catch (ExecutionException e) {
        throw new BenchFailedException("pekko: " + e.getCause());
      }
    }

    @Override
    public void close() {
      PekkoContestant.close(system);
    }
  }
}
