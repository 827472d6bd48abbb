package dev.maos.registry;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.IdSource;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.base.TimeSource;
import dev.maos.monitor.ComponentHealth;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Who is there, what they are able to do, whether they live, and whom to pick.
 *
 * <p>
 *
 * {@snippet :
 * registry.register(AgentDescriptor.of("ann").able("java-review", "21").build());
 * registry.select(AgentQuery.whoIsAble("java-review>=17"), Selection.LEAST_LOADED);
 * }
 *
 * <p>Questions are answered from a view of everybody, in memory, which the store's changes keep
 * fresh: at most a second old, and not old at all where the store is in this process. What this
 * process itself has written it sees at once. Nothing is asked of the store before the first call.
 *
 * <p>Thread-safe. After {@link #close} all but the accessors are refused with {@link
 * ErrorCode#REGISTRY_CLOSED}.
 */
public final class AgentRegistry implements AutoCloseable {
  /** The most agents that one call registers, or one page shows. */
  public static final int MAX_BATCH = 10_000;

  private final Supplier<AgentStore> source;
  private final RegistryOptions options;
  private final Surroundings surroundings;
  private final TimeSource time;
  private final RandomGenerator random;
  private final SessionId session;
  private volatile @Nullable RunningRegistry running;
  private volatile boolean closed;

  /**
   * A registry over a store, which it does not close: several registries may share one.
   *
   * @param source gives the store, when it is needed for the first time
   */
  public AgentRegistry(
      Supplier<AgentStore> source,
      RegistryOptions options,
      Surroundings surroundings,
      TimeSource time,
      RandomGenerator random) {
    this.source = Objects.requireNonNull(source, "source");
    this.options = Objects.requireNonNull(options, "options");
    this.surroundings = Objects.requireNonNull(surroundings, "surroundings");
    this.time = Objects.requireNonNull(time, "time");
    this.random = shared(Objects.requireNonNull(random, "random"));
    this.session = SessionId.of(new IdSource(time, this.random).next());
  }

  /** Many draw at the same time, which most generators do not allow. */
  private static RandomGenerator shared(RandomGenerator given) {
    return () -> {
      synchronized (given) {
        return given.nextLong();
      }
    };
  }

  /** The settings. */
  public RegistryOptions options() {
    return options;
  }

  /** The name of this run of this process. */
  public SessionId session() {
    return session;
  }

  private RunningRegistry running() {
    var known = running;
    return known == null ? begin() : known;
  }

  // Whoever comes while everybody is read for the first time waits, having nothing to look at yet.
  private synchronized RunningRegistry begin() {
    if (closed) {
      throw new MaosException(ErrorCode.REGISTRY_CLOSED, "the registry is closed");
    }
    var known = running;
    if (known == null) {
      var board = new LoadBoard();
      known =
          new RunningRegistry(
              new RegistryContext(
                  source.get(),
                  options,
                  time,
                  random,
                  surroundings,
                  new RegistryCounters(),
                  new Directory(board),
                  board,
                  new Story(),
                  new StoreClock(time)),
              session);
      known.begin();
      running = known;
    }
    return known;
  }

  // Registering.

  /**
   * Registers an agent, which is active from then on, and beats for it.
   *
   * @throws MaosException {@link ErrorCode#AGENT_ID_CONFLICT} if its id differs from a registered
   *     one only by case; {@link ErrorCode#FORBIDDEN} if it may not; {@link
   *     ErrorCode#REGISTRY_FULL}
   */
  public Registration register(AgentDescriptor agent) {
    return register(agent, AgentStatus.ACTIVE);
  }

  /** Registers an agent that is in another status at first, such as {@code REGISTERING}. */
  public Registration register(AgentDescriptor agent, AgentStatus first) {
    return registerAll(List.of(agent), first).getFirst();
  }

  /**
   * Registers many agents in few steps. Of each thousand all are registered or none; where one is
   * refused, those of the thousands before it are registered.
   */
  public List<Registration> registerAll(List<AgentDescriptor> agents) {
    return registerAll(agents, AgentStatus.ACTIVE);
  }

  private List<Registration> registerAll(List<AgentDescriptor> agents, AgentStatus first) {
    checkBatch(agents.size());
    if (first == AgentStatus.OFFLINE) {
      throw new MaosException(
          ErrorCode.ILLEGAL_STATUS_CHANGE, "nobody registers as OFFLINE, which is an end");
    }
    var parts = running();
    parts.host();
    var registrations = parts.hosting().register(agents, AgentState.of(first));
    parts.hosted();
    return registrations;
  }

  private static void checkBatch(int size) {
    if (size > MAX_BATCH) {
      throw new InvalidInputException(
          ErrorCode.BATCH_TOO_LARGE, "batch", size + " agents", "at most 10,000");
    }
  }

  // Finding.

  /** An agent that is registered. */
  public Optional<KnownAgent> agent(AgentId agent) {
    return running().finder().find(agent);
  }

  /** The first 100 who match, in order of their ids. */
  public AgentPage find(AgentQuery query) {
    return find(query, 100);
  }

  /** The first who match, in order of their ids. */
  public AgentPage find(AgentQuery query, int limit) {
    return find(query, Optional.empty(), limit);
  }

  /** The next page: those who match behind an id. */
  public AgentPage findAfter(AgentId after, AgentQuery query, int limit) {
    return find(query, Optional.of(after), limit);
  }

  private AgentPage find(AgentQuery query, Optional<AgentId> after, int limit) {
    if (limit < 1 || limit > MAX_BATCH) {
      throw new InvalidInputException(
          ErrorCode.INVALID_SETTING, "limit", Integer.toString(limit), "1 to 10,000");
    }
    return running().finder().find(query, after, limit);
  }

  /** How many agents there are, by status, liveness, type and capability. */
  public AgentCounts counts() {
    return running().finder().counts();
  }

  /** Waits until so many match; false if that took longer than the patience. */
  public boolean await(AgentQuery query, int atLeast, Duration patience)
      throws InterruptedException {
    var parts = running();
    return parts.await(() -> parts.finder().count(query) >= atLeast, patience);
  }

  /** Reads what has changed in the store by now, and returns when it is in the view. */
  public void refresh() {
    running().catchUp();
  }

  /** Tells a listener what happens from now on. */
  public Watch watch(WatchListener listener) {
    return watch(WatchStart.NOW, AgentQuery.any(), listener);
  }

  /**
   * Tells a listener what happens to those who match, by their descriptions.
   *
   * @throws InvalidInputException if the query asks for what changes from moment to moment, such as
   *     a status: that is what a watch tells
   */
  public Watch watch(WatchStart start, AgentQuery wanted, WatchListener listener) {
    Objects.requireNonNull(listener, "listener");
    return running().watch(start, wanted, listener);
  }

  // Picking.

  /** Picks one of those who match and could take work now: alive, working, not draining. */
  public Optional<AgentId> select(AgentQuery query, Selection how) {
    return running().selector().select(query, how).map(Seat::agent);
  }

  /** Picks several different ones, the best first; fewer if there are not so many. */
  public List<AgentId> selectSeveral(AgentQuery query, Selection how, int count) {
    checkBatch(count);
    return running().selector().several(query, how, count).stream().map(Seat::agent).toList();
  }

  /**
   * Picks one and counts the job as its work until the errand ends. Who sends jobs and hears when
   * they are done picks like this, for then the next pick knows.
   */
  public Optional<Errand> assign(AgentQuery query, Selection how) {
    var parts = running();
    return parts
        .selector()
        .select(query, how)
        .map(seat -> new Errand(seat.agent(), parts.context().board(), seat.tally(), time));
  }

  /**
   * Picks one for a job of which nobody will say when it is done: it counts as the agent's work
   * until what the agent's process reports must have covered it.
   */
  public Optional<AgentId> send(AgentQuery query, Selection how) {
    var parts = running();
    var chosen = parts.selector().select(query, how);
    chosen.ifPresent(seat -> parts.context().board().sent(seat.tally(), time.nanos()));
    return chosen.map(Seat::agent);
  }

  // Verifying.

  /**
   * Asks an agent's process, by a real request, whether the agent is there, and notes how long that
   * took.
   *
   * @throws MaosException {@link ErrorCode#NOT_REGISTERED} if there is no such agent
   */
  public ProbeResult probe(AgentId agent, Duration patience) throws InterruptedException {
    var parts = running();
    var seat = parts.context().directory().seat(agent);
    if (seat.isEmpty()) {
      throw new MaosException(
          ErrorCode.NOT_REGISTERED,
          "agent %s cannot be probed: nobody has registered it".formatted(agent));
    }
    return parts.probes().probe(seat.get(), patience);
  }

  /** Asks all who match, many at once; the results are in order of the ids. */
  public List<ProbeResult> probeAll(AgentQuery query, Duration patience)
      throws InterruptedException {
    var parts = running();
    return parts.probes().probe(parts.finder().all(query), patience);
  }

  /**
   * Whether it falls to this process to do what one process should do for an agent that cannot do
   * it itself any more. Of all processes that host agents and live, one is told yes.
   */
  public boolean looksAfter(AgentId agent) {
    return running().looksAfter(agent);
  }

  // Looking at it.

  /** What has been counted; all zero, and nothing is begun, before the registry is used. */
  public RegistryMetrics metrics() {
    var parts = running;
    if (parts == null && !closed) {
      return RegistryMetrics.none();
    }
    parts = parts == null ? running() : parts;
    var counters = parts.context().counters();
    return new RegistryMetrics(
        parts.finder().counts().agents(),
        parts.hosting().held().size(),
        counters.registrations.total(),
        counters.lost.total(),
        counters.beats.total(),
        counters.beatsFailed.total(),
        counters.writes.total(),
        counters.selections.total(),
        counters.nobody.total(),
        counters.probes.total(),
        counters.silentProbes.total(),
        counters.readsFailed.total(),
        counters.gaps.total(),
        parts.viewAge(),
        counters.roundTrips.snapshot());
  }

  /** Whether the view is fresh and others hear of this process. */
  public ComponentHealth health() {
    if (closed) {
      return RegistryHealth.closed();
    }
    var parts = running;
    return parts == null
        ? RegistryHealth.unused()
        : RegistryHealth.of(
            parts.finder().counts(), parts.viewAge(), parts.silence(), options.rhythm());
  }

  /** Leaves with all agents of this process. Closing twice is fine. */
  @Override
  public void close() {
    RunningRegistry parts;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      parts = running;
      running = null;
    }
    if (parts != null) {
      parts.close();
    }
  }
}
