package dev.maos.registry;

import dev.maos.base.AgentId;
import dev.maos.base.MaosException;
import dev.maos.base.Signal;
import dev.maos.base.TimeSource;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of a registry at work, and what passes between them. Thread-safe. */
final class RunningRegistry implements Lookout.Listener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunningRegistry.class);

  private final RegistryContext registry;
  private final SessionId session;
  private final Announcements announcements;
  private final Hosting hosting;
  private final Heart heart;
  private final Sampler sampler;
  private final Lookout lookout;
  private final Selector selector;
  private final Finder finder;
  private final Probes probes;
  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
  private final Signal changed = new Signal();
  private TimeSource.@Nullable Alarm cleanup;
  private AgentStore.@Nullable Listening answering;
  private boolean hosts;
  private boolean beats;
  private volatile boolean closed;

  RunningRegistry(RegistryContext registry, SessionId session) {
    this.registry = registry;
    this.session = session;
    this.announcements = new Announcements(registry.surroundings().announcer());
    this.hosting = new Hosting(registry, session, announcements);
    this.heart = new Heart(registry, hosting);
    this.sampler = new Sampler(registry, hosting);
    this.lookout = new Lookout(registry, this);
    this.selector = new Selector(registry);
    this.finder = new Finder(registry);
    this.probes = new Probes(registry, session);
  }

  void begin() {
    try {
      lookout.begin();
    } catch (RuntimeException e) {
      lookout.close();
      throw e;
    }
    watch(WatchStart.NOW, AgentQuery.any(), this::announceOthers);
    cleanUpLater();
  }

  Hosting hosting() {
    return hosting;
  }

  Selector selector() {
    return selector;
  }

  Finder finder() {
    return finder;
  }

  Probes probes() {
    return probes;
  }

  RegistryContext context() {
    return registry;
  }

  void catchUp() {
    lookout.catchUp();
  }

  Duration viewAge() {
    return lookout.age();
  }

  Duration silence() {
    return heart.silence();
  }

  /** The first agent is about to be registered here: from now on this process hosts. */
  synchronized void host() {
    if (!hosts) {
      answering = registry.surroundings().prober().answer(session, hosting::isHere);
      hosts = true;
    }
  }

  /** An agent is registered here, so this process must be heard. */
  void hosted() {
    synchronized (this) {
      if (beats) {
        return;
      }
      beats = true;
    }
    heart.begin();
    sampler.begin();
  }

  Watch watch(WatchStart start, AgentQuery wanted, WatchListener listener) {
    Fit.check(wanted);
    var watch = new Watch(registry, start, wanted, listener, watches::remove);
    watches.add(watch);
    watch.ring();
    return watch;
  }

  boolean await(BooleanSupplier condition, Duration patience) throws InterruptedException {
    return changed.await(condition, patience, registry.time());
  }

  /** Whether it falls to this process to do what one process should do for an agent. */
  boolean looksAfter(AgentId agent) {
    var view = registry.directory().view();
    long now = registry.clock().now().storeMicros();
    var living =
        view.beats().values().stream()
            .filter(beat -> Liveness.of(beat, now) == Liveness.ALIVE)
            .map(SessionBeat::session)
            .toList();
    return Duty.of(agent, living).filter(session::equals).isPresent();
  }

  /** Of the dead nobody speaks themselves, so one of the living does. */
  private void announceOthers(AgentChange change) {
    switch (change.kind()) {
      case GONE, RETURNED -> {
        if (looksAfter(change.agent())) {
          announcements.judged(change);
        }
      }
      case ADDED, CHANGED, SUSPECT, LEFT -> {}
    }
  }

  // What the lookout sees.

  @Override
  public void read(StoreChange change) {
    hosting.read(change);
  }

  @Override
  public void foundGap() {
    heart.beatNow();
  }

  @Override
  public void looked() {
    watches.forEach(Watch::ring);
    changed.raise();
  }

  // Cleaning up.

  private synchronized void cleanUpLater() {
    if (!closed) {
      cleanup = registry.time().schedule(registry.options().cleanupInterval(), this::cleanUp);
    }
  }

  private void cleanUp() {
    try {
      int forgotten = registry.store().forget(registry.options().forgetAfter());
      if (forgotten > 0) {
        LOG.atInfo().addKeyValue("agents", forgotten).log("silent agents were forgotten");
      }
    } catch (MaosException e) {
      LOG.atWarn().setCause(e).log("cleaning up failed; it is tried again at the next interval");
    }
    cleanUpLater();
  }

  /** Leaves with all agents of this process. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      if (cleanup != null) {
        cleanup.cancel();
      }
    }
    heart.close();
    sampler.close();
    hosting.close();
    end();
    if (answering != null) {
      answering.close();
    }
    lookout.close();
    Set.copyOf(watches).forEach(Watch::close);
    changed.raise();
  }

  private void end() {
    if (!hosts) {
      return;
    }
    try {
      registry.store().end(session, Announcements.CLOSED);
    } catch (MaosException e) {
      LOG.atWarn().setCause(e).log("could not say goodbye; others find out by the silence");
    }
  }
}
