package dev.maos.registry;

import dev.maos.base.MaosException;
import dev.maos.base.Signal;
import dev.maos.resilience.Setback;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the states of this process's agents, and takes out those who leave, in batches and in one
 * order. What could not be written is written as soon as the store answers again. Thread-safe.
 */
final class StateWriter {
  private static final Logger LOG = LoggerFactory.getLogger(StateWriter.class);
  private static final int BATCH = 1_000;
  private static final Duration SOON = Duration.ofMillis(100);

  private final RegistryContext registry;
  private final SessionId session;
  private final Hosting hosting;
  private final Set<Registration> unwritten = ConcurrentHashMap.newKeySet();
  private final Set<Departure> leaving = ConcurrentHashMap.newKeySet();
  private final Signal written = new Signal();
  private final Rounds writing;
  private final Reminder soon;
  private final Setback retry;

  StateWriter(RegistryContext registry, SessionId session, Hosting hosting) {
    this.registry = registry;
    this.session = session;
    this.hosting = hosting;
    this.writing = new Rounds(this::writeAll, this::failed, registry.time());
    this.soon = new Reminder(registry.time(), this::tryToWrite);
    this.retry = Setback.every(Lookout.LOOK_AGAIN, registry.time());
  }

  /** Writes a state and waits for it. */
  void write(Registration registration) {
    unwritten.add(registration);
    writing.askAndWait();
  }

  /** Writes a state within moments, together with others. */
  void writeSoon(Registration registration) {
    unwritten.add(registration);
    soon.in(SOON);
  }

  /** Takes an agent out and waits for it. */
  void leave(Departure departure) {
    leaving.add(departure);
    writing.askAndWait();
  }

  void leaveSoon(Departure departure) {
    leaving.add(departure);
    writing.ask();
  }

  private void writeAll() {
    while (!unwritten.isEmpty() || !leaving.isEmpty()) {
      writeStates(unwritten.stream().limit(BATCH).toList());
      writeDepartures(leaving.stream().limit(BATCH).toList());
    }
    written.raise();
  }

  private void writeStates(List<Registration> batch) {
    if (batch.isEmpty()) {
      return;
    }
    // What is set while this is on its way is written in the next batch.
    batch.forEach(unwritten::remove);
    var changes = batch.stream().map(Registration::change).toList();
    List<Written> answers;
    try {
      answers = registry.store().write(session, changes);
    } catch (MaosException e) {
      batch.stream().filter(Registration::isHeld).forEach(unwritten::add);
      throw e;
    }
    registry.counters().writes.add(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      wrote(batch.get(i), changes.get(i), answers.get(i));
    }
  }

  private void wrote(Registration registration, StateChange change, Written answer) {
    switch (answer.outcome()) {
      case DONE -> registry.directory().wrote(change, answer.revision());
      case SUPERSEDED -> {
        // One that was renewed while this was on its way has not been superseded, except by itself.
        if (registration.incarnation() == change.incarnation()) {
          hosting.lose(registration, "another process has registered it");
        } else if (registration.isHeld()) {
          unwritten.add(registration);
        }
      }
      case NOT_REGISTERED -> {
        if (registration.isHeld()) {
          hosting.renew(List.of(registration));
        }
      }
    }
  }

  private void writeDepartures(List<Departure> batch) {
    if (batch.isEmpty()) {
      return;
    }
    var _ = registry.store().leave(session, batch);
    batch.forEach(leaving::remove);
  }

  private void failed(MaosException e) {
    retry.again(this::tryToWrite);
  }

  private void tryToWrite() {
    try {
      writing.askAndWait();
    } catch (MaosException e) {
      // It has been noted, and there is an alarm for the next try.
      LOG.debug("states could not be written", e);
    }
  }

  /** What an agent is doing may have changed. */
  void raise() {
    written.raise();
  }

  /** Waits until an agent has nothing to do. */
  boolean awaitIdle(Registration registration, Duration patience) throws InterruptedException {
    return written.await(() -> isIdle(registration.state()), patience, registry.time());
  }

  private static boolean isIdle(AgentState state) {
    return state.load() == 0 && state.seen().waiting() == 0;
  }

  /** Nothing is left to be written. */
  void close() {
    unwritten.clear();
  }
}
