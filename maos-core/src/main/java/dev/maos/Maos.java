package dev.maos;

import dev.maos.backend.Backend;
import dev.maos.backend.BackendProvider;
import dev.maos.backend.SharedTables;
import dev.maos.backend.UsesTables;
import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.base.Subscription;
import dev.maos.base.TimeSource;
import dev.maos.consensus.BallotGuard;
import dev.maos.consensus.Consensus;
import dev.maos.consensus.ConsensusOptions;
import dev.maos.consensus.Surroundings;
import dev.maos.consensus.byzantine.Charter;
import dev.maos.consensus.byzantine.CouncilNews;
import dev.maos.consensus.byzantine.Councillor;
import dev.maos.consensus.byzantine.CouncillorOptions;
import dev.maos.consensus.byzantine.Member;
import dev.maos.consensus.byzantine.Notebook;
import dev.maos.consensus.resolution.Resolver;
import dev.maos.event.EventDispatcher;
import dev.maos.event.EventGuard;
import dev.maos.event.EventOptions;
import dev.maos.event.EventStore;
import dev.maos.message.BusOptions;
import dev.maos.message.BusSurroundings;
import dev.maos.message.MessageBus;
import dev.maos.message.MessageGuard;
import dev.maos.message.MessageTracer;
import dev.maos.monitor.ComponentHealth;
import dev.maos.monitor.Health;
import dev.maos.monitor.HealthChange;
import dev.maos.monitor.HealthReport;
import dev.maos.monitor.HealthSource;
import dev.maos.monitor.HealthWatch;
import dev.maos.registry.AgentRegistry;
import dev.maos.registry.RegistryOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The communication layer of one process: a backend and everything that agents do over it.
 *
 * <p>
 *
 * {@snippet :
 * try (var maos = Maos.open("memory:")) {
 *   maos.bus().subscribe(worker, TopicPattern.of("tasks"), delivery -> work(delivery));
 * }
 * }
 *
 * <p>Thread-safe. Closing drains: see {@link MessageBus#close}.
 */
public final class Maos implements AutoCloseable {
  private final Backend backend;
  private final MessageBus bus;
  private final LazyEvents events;
  private final Agents agents;
  private final Consensus consensus;
  private final TimeSource time;
  private final HealthWatch watch;
  private final SharedTables.Listening sharing;
  private final Optional<HealthSource> guard;

  private Maos(
      Backend backend,
      MessageBus bus,
      LazyEvents events,
      Agents agents,
      Consensus consensus,
      TimeSource time,
      SharedTables.Listening sharing,
      Optional<HealthSource> guard) {
    this.backend = backend;
    this.bus = bus;
    this.events = events;
    this.agents = agents;
    this.consensus = consensus;
    this.time = time;
    this.watch = new HealthWatch(this::health, time);
    this.sharing = sharing;
    this.guard = guard;
  }

  /**
   * Opens with default options, but for those in the URI: {@code "memory:"} is the embedded
   * backend, {@code "memory:?max_queue_size=50000"} the same with larger queues. {@link
   * Configuration} reads files and the environment as well.
   */
  public static Maos open(String uri) {
    return builder(uri).open();
  }

  /** Starts to open with other options. */
  public static Builder builder(String uri) {
    return Configuration.defaults().uri(uri).builder();
  }

  /** From agent to agent. */
  public MessageBus bus() {
    return bus;
  }

  /**
   * What has happened. It is opened by the first call; from then on the other parts announce there
   * what happens to them, on topics below {@code _maos}.
   *
   * @throws MaosException {@link ErrorCode#UNSUPPORTED} if the backend keeps no events
   */
  public EventDispatcher events() {
    return events.get();
  }

  /** Who is there, what they are able to do, whether they live, and whom to pick. */
  public AgentRegistry registry() {
    return agents.registry();
  }

  /** Votes that agents of all processes take part in. */
  public Consensus consensus() {
    return consensus;
  }

  /**
   * Resolves conflicts in the name of this agent. Others are asked by messages on {@code
   * _maos.conflicts.questions} in their inboxes, to which they reply.
   */
  public Resolver resolver(AgentId self) {
    return new Resolver(self, consensus, new BusEnvoy(self, bus), time);
  }

  /**
   * Takes up the work of a member of a committee that agrees although some of it lie. Letters go
   * over the bus, which is trusted with nothing. The councillor is the caller's to close, before
   * this.
   *
   * @param notebook where only this member writes; not the backend, which others may write
   */
  public Councillor councillor(
      Charter charter,
      Member member,
      Notebook notebook,
      CouncillorOptions options,
      CouncilNews news) {
    return new Councillor(charter, member, new BusCourier(bus), notebook, options, time, news);
  }

  /** How the whole is, asked now. */
  public HealthReport health() {
    var parts = new ArrayList<ComponentHealth>();
    parts.add(bus.health());
    parts.add(agents.health());
    parts.add(consensus.health());
    events.opened().map(EventDispatcher::health).ifPresent(parts::add);
    guard.map(Maos::asked).ifPresent(parts::add);
    parts.add(backend.health());
    return new HealthReport(List.copyOf(parts));
  }

  // A guard is somebody else's: that it stumbles does not hide how all else is.
  private static ComponentHealth asked(HealthSource guard) {
    try {
      return Objects.requireNonNull(guard.health(), "health");
    } catch (RuntimeException e) {
      var why = Health.unhealthy("it could not be asked: " + e);
      return new ComponentHealth("guard", why, Duration.ZERO, Map.of());
    }
  }

  /**
   * Tells a listener whenever the status of a part has changed: a fault within five seconds, and
   * its end within ten. Nothing is looked at while nobody listens.
   *
   * @return ends the listening when it is closed; closing this object ends it too
   * @throws InvalidInputException {@link ErrorCode#INVALID_SETTING} beyond {@link
   *     HealthWatch#MOST_LISTENERS}
   */
  public Subscription onHealth(Consumer<? super HealthChange> listener) {
    return watch.onChange(listener);
  }

  /**
   * What all parts have counted and how they are, read now. That asks the backend for its queues,
   * as {@link #health} does; while it does not answer the list of queues is empty.
   */
  public MaosMetrics metrics() {
    return new MaosMetrics(
        time.now(),
        bus.metrics(),
        events.opened().map(EventDispatcher::metrics),
        agents.metrics(),
        consensus.metrics(),
        health());
  }

  /** Closes the parts, then the backend. Closing twice is fine. */
  @Override
  public void close() {
    watch.close();
    consensus.close();
    agents.close();
    bus.close();
    sharing.close();
    events.close();
    backend.close();
  }

  /** What may differ from the defaults. */
  public static final class Builder {
    private final String uri;
    private BusOptions options;
    private EventOptions eventOptions;
    private RegistryOptions registryOptions;
    private ConsensusOptions consensusOptions;
    private TimeSource time = TimeSource.system();
    private RandomGenerator random = MessageBus.freshRandom();
    private Optional<Backend> backend = Optional.empty();
    private Optional<EventStore> eventStore = Optional.empty();
    private MessageGuard guard = MessageGuard.open();
    private MessageTracer tracer = MessageTracer.none();

    Builder(Configuration configuration) {
      var parts = configuration.parts();
      this.uri = configuration.url();
      this.options = parts.bus();
      this.eventOptions = parts.events();
      this.registryOptions = parts.registry();
      this.consensusOptions = parts.consensus();
    }

    public Builder options(BusOptions busOptions) {
      options = busOptions;
      return this;
    }

    public Builder eventOptions(EventOptions options) {
      eventOptions = options;
      return this;
    }

    /** How agents beat, and how one is picked. */
    public Builder registry(RegistryOptions options) {
      registryOptions = options;
      return this;
    }

    /** How often votes are looked after. */
    public Builder consensus(ConsensusOptions options) {
      consensusOptions = options;
      return this;
    }

    /** The clock that everything goes by. */
    public Builder time(TimeSource source) {
      time = source;
      return this;
    }

    /** Where ids and jitter come from; a seeded one makes a run repeatable. */
    public Builder random(RandomGenerator source) {
      random = source;
      return this;
    }

    /** Uses this backend, and closes it in the end, instead of the one that the URI names. */
    public Builder backend(Backend given) {
      backend = Optional.of(given);
      return this;
    }

    /** Records events here instead of in the backend; the store stays its giver's to close. */
    public Builder eventStore(EventStore given) {
      eventStore = Optional.of(given);
      return this;
    }

    /**
     * Every message passes this guard, on its way out and on its way in. One that is an {@link
     * EventGuard} or a {@link BallotGuard} as well guards events and votes too. One that {@link
     * UsesTables uses} them knows what those of other processes know, if the backend has such
     * tables. One that is a {@link HealthSource} is part of {@link Maos#health}.
     */
    public Builder guardedBy(MessageGuard given) {
      guard = given;
      return this;
    }

    /**
     * What becomes of messages, events and votes is noted here, as by {@code maos-opentelemetry}.
     */
    public Builder tracedBy(MessageTracer given) {
      tracer = given;
      return this;
    }

    public Maos open() {
      var opened = backend.orElseGet(this::find);
      Supplier<EventStore> history = () -> eventStore.orElseGet(opened::events);
      var told = guard instanceof EventGuard given ? given : EventGuard.open();
      var events = new LazyEvents(history, eventOptions, time, random, told, tracer);
      var agents = new Agents(opened, registryOptions, events, time, random);
      var around =
          BusSurroundings.none().announcer(events).agents(agents).guard(guard).tracer(tracer);
      var bus = new MessageBus(opened.messages(), options, time, random, around);
      agents.connect(bus);
      var consensus = consensus(opened, bus, events);
      Optional<HealthSource> health =
          guard instanceof HealthSource source ? Optional.of(source) : Optional.empty();
      return new Maos(opened, bus, events, agents, consensus, time, sharing(opened), health);
    }

    private SharedTables.Listening sharing(Backend opened) {
      return guard instanceof UsesTables users
          ? opened.tables().map(users::use).orElse(() -> {})
          : () -> {};
    }

    private Consensus consensus(Backend opened, MessageBus bus, LazyEvents events) {
      var ballots = guard instanceof BallotGuard given ? given : BallotGuard.open();
      var surroundings =
          Surroundings.none()
              .announcer(events)
              .herald(new BusHerald(bus))
              .guard(ballots)
              .tracer(tracer);
      return new Consensus(opened::decisions, consensusOptions, surroundings, time, random);
    }

    private Backend find() {
      var parsed = parse(uri);
      return BackendProvider.of(parsed).open(parsed, options.limits(), time);
    }

    private static URI parse(String uri) {
      try {
        // "memory:" has nothing behind its colon, which the URI syntax does not allow.
        return uri.equals("memory:") ? URI.create("memory:///") : new URI(uri);
      } catch (URISyntaxException e) {
        throw new InvalidInputException(
            ErrorCode.INVALID_SETTING, "backend URI", uri, "a URI as memory:", e);
      }
    }
  }
}
