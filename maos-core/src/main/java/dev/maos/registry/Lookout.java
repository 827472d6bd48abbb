package dev.maos.registry;

import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.base.TimeSource;
import dev.maos.resilience.Setback;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the view fresh: reads the store's log when its bell rings, and the beats when the next
 * judgement about a session is due. It does not ask otherwise, unless the bells may get lost; then
 * it looks once a second. Thread-safe.
 */
final class Lookout implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);
  private static final int PAGE = 1_000;

  /** The view is at most this old, and after a failure the store is asked again so soon. */
  static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  /** Somebody who has an interest in what is read. */
  interface Listener {
    /** An entry of the log, which is in the view already. */
    void read(StoreChange change);

    /** The log had a gap: the store may have lost its memory, and what was registered with it. */
    void foundGap();

    /** Something has changed, in the log or by the passing of time. */
    void looked();
  }

  private final RegistryContext registry;
  private final Listener listener;
  private final Rounds reading;
  private final Setback retry;
  private AgentStore.@Nullable Listening bell;
  private TimeSource.@Nullable Alarm beatsAlarm;
  private TimeSource.@Nullable Alarm logAlarm;
  private volatile long lastRead;
  private volatile boolean begun;
  private volatile boolean failing;
  private volatile boolean closed;

  /** The sessions whose silence will be noticed. */
  private volatile Set<SessionId> judged = Set.of();

  Lookout(RegistryContext registry, Listener listener) {
    this.registry = registry;
    this.listener = listener;
    this.reading = new Rounds(this::read, this::readingFailed, registry.time());
    this.retry = Setback.every(LOOK_AGAIN, registry.time());
  }

  /** Reads everybody, and watches from then on. */
  void begin() {
    bell = registry.store().listen(this::rung);
    var position = registry.store().position();
    var all = readAll();
    var beats = registry.store().beats();
    registry.directory().beatsOfAll(beats.beats());
    registry.directory().startOver(all, position.revision());
    registry.story().begin(position, all, registry.directory().view().beats(), beats.nowMicros());
    heard(beats);
    lastRead = registry.time().nanos();
    begun = true;
    reading.ask();
    lookAgain();
  }

  // Who rings before it is known where the log is to be read from is heard by the first reading.
  private void rung() {
    if (begun) {
      reading.ask();
    }
  }

  private List<AgentRecord> readAll() {
    var all = new ArrayList<AgentRecord>();
    var page = registry.store().records("", PAGE);
    all.addAll(page.records());
    while (page.hasNext()) {
      page = registry.store().records(page.next(), PAGE);
      all.addAll(page.records());
    }
    return all;
  }

  /** Reads what is in the log now, and waits for it. */
  void catchUp() {
    reading.askAndWait();
  }

  /** How old the view may be. */
  Duration age() {
    boolean isSure = registry.store().push() == AgentStore.Push.RELIABLE && !failing;
    return isSure ? Duration.ZERO : Duration.ofNanos(registry.time().nanos() - lastRead);
  }

  // The log.

  private void read() {
    Changes changes;
    do {
      changes = registry.store().changes(registry.story().position(), PAGE);
      if (changes.isBroken()) {
        startOver();
      } else {
        apply(changes);
      }
    } while (!closed && (changes.isBroken() || changes.changes().size() == PAGE));
    lastRead = registry.time().nanos();
    failing = false;
    listener.looked();
  }

  private void apply(Changes changes) {
    if (changes.changes().stream().anyMatch(this::needsBeats)) {
      heard(registry.store().beats());
    }
    for (var change : changes.changes()) {
      registry.directory().apply(change);
      listener.read(change);
      registry.story().tell(change, new Position(changes.next().epoch(), change.revision()));
    }
  }

  /** Whoever registers lives, also in a session that was not heard of before, or not for long. */
  private boolean needsBeats(StoreChange change) {
    return switch (change) {
      case StoreChange.Registered(var record) -> !isHeardOf(record.session());
      case StoreChange.SessionReturned _ -> true;
      case StoreChange.StateWritten _, StoreChange.Departed _ -> false;
    };
  }

  private boolean isHeardOf(SessionId session) {
    if (!judged.contains(session)) {
      return false;
    }
    long now = registry.clock().now().storeMicros();
    return registry
        .directory()
        .beatOf(session)
        .filter(beat -> Liveness.of(beat, now) == Liveness.ALIVE)
        .isPresent();
  }

  private void startOver() {
    registry.counters().gaps.increment();
    LOG.warn("the log of the registry's store has a gap; everybody is read anew");
    var position = registry.store().position();
    var all = readAll();
    heard(registry.store().beats());
    registry.directory().startOver(all, position.revision());
    registry.story().startOver(position, all);
    listener.foundGap();
  }

  private void readingFailed(MaosException e) {
    registry.counters().readsFailed.increment();
    if (!failing) {
      LOG.atWarn()
          .addKeyValue("error", InvalidInputException.escape(String.valueOf(e.getMessage())))
          .log("the registry's store does not answer; it is asked again every second");
    }
    failing = true;
    if (!closed) {
      retry.again(this::tryToRead);
    }
  }

  private synchronized void lookAgain() {
    if (!closed && registry.store().push() == AgentStore.Push.BEST_EFFORT) {
      logAlarm = registry.time().schedule(LOOK_AGAIN, this::askAndLookAgain);
    }
  }

  private void askAndLookAgain() {
    tryToRead();
    lookAgain();
  }

  private void tryToRead() {
    try {
      reading.askAndWait();
    } catch (MaosException e) {
      // It has been noted, and there is an alarm for the next try.
      LOG.debug("the log could not be read", e);
    }
  }

  // The beats.

  private void lookAtBeats() {
    try {
      heard(registry.store().beats());
    } catch (MaosException e) {
      registry.counters().readsFailed.increment();
      lookAtBeatsIn(LOOK_AGAIN);
      return;
    }
    listener.looked();
  }

  /** Notes the beats of everybody, and when the next of them will be too old. */
  private void heard(Beats beats) {
    registry.directory().beatsOfAll(beats.beats());
    var known = registry.directory().view().beats().values();
    var next =
        known.stream()
            .mapToLong(beat -> nextLook(beat, beats.nowMicros()))
            .filter(at -> at < Long.MAX_VALUE)
            .min()
            .stream()
            .mapToObj(at -> Duration.ofNanos((at - beats.nowMicros()) * 1_000))
            .findFirst();
    registry.clock().read(beats.nowMicros(), next.orElse(registry.options().forgetAfter()));
    registry.story().judge(known, beats.nowMicros());
    judged = known.stream().map(SessionBeat::session).collect(Collectors.toUnmodifiableSet());
    next.ifPresent(this::lookAtBeatsIn);
  }

  // When a beat should have come, then when the lack of it makes a suspect, then when it is an end.
  // Nothing after that: who is gone rings when it comes back.
  private static long nextLook(SessionBeat beat, long nowMicros) {
    long overdue = beat.atMicros() + beat.rhythm().overdueMicros();
    return nowMicros < overdue ? overdue : Lives.nextChange(beat, nowMicros);
  }

  private synchronized void lookAtBeatsIn(Duration delay) {
    if (beatsAlarm != null) {
      beatsAlarm.cancel();
    }
    if (!closed) {
      beatsAlarm = registry.time().schedule(delay, this::lookAtBeats);
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      if (beatsAlarm != null) {
        beatsAlarm.cancel();
      }
      if (logAlarm != null) {
        logAlarm.cancel();
      }
    }
    if (bell != null) {
      bell.close();
    }
  }
}
