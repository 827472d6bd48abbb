package dev.maos.registry;

import dev.maos.base.MaosException;
import dev.maos.base.Subscription;
import dev.maos.resilience.Setback;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A standing request to be told what happens to agents.
 *
 * <p>The listener is called on a thread of ours, with one change after another in the order in
 * which they happened. One that throws is logged and told the next. One that is slow holds up
 * nobody; if it falls so far behind that changes are forgotten, it {@link WatchListener#startsOver
 * starts over}. Paused, it is told later what happened meanwhile. Thread-safe.
 */
public final class Watch implements Subscription {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
  private static final int PAGE = 500;

  private final RegistryContext registry;
  private final AgentQuery wanted;
  private final WatchListener listener;
  private final Consumer<Watch> onClosed;
  private final Rounds telling;
  private final Setback retry;
  private final AtomicReference<WatchCursor> cursor;
  private volatile boolean paused;
  private volatile boolean closed;

  // Only the thread that tells reads and writes these.
  private long next;
  private @Nullable Replay replay;
  private boolean isNew;

  Watch(
      RegistryContext registry,
      WatchStart start,
      AgentQuery wanted,
      WatchListener listener,
      Consumer<Watch> onClosed) {
    this.registry = registry;
    this.wanted = wanted;
    this.listener = listener;
    this.onClosed = onClosed;
    this.telling = new Rounds(this::tell, this::failed, registry.time());
    this.retry = Setback.every(Lookout.LOOK_AGAIN, registry.time());
    this.cursor = new AtomicReference<>(registry.story().cursor());
    this.next = registry.story().end();
    switch (start) {
      case WatchStart.Now() -> {}
      case WatchStart.Everybody() -> isNew = true;
      case WatchStart.From(var from) -> {
        replay = new Replay(registry, from, PAGE);
        cursor.set(from);
      }
    }
  }

  /** Something may have happened. */
  void ring() {
    if (!paused && !closed) {
      telling.ask();
    }
  }

  /** From where another watch would go on behind what the listener has been told. */
  public WatchCursor cursor() {
    return cursor.get();
  }

  // Telling.

  private void tell() {
    if (isNew) {
      isNew = false;
      tellEverybody();
    }
    if (replay != null && !isReplayed(replay)) {
      return;
    }
    while (!paused && !closed) {
      var page = registry.story().from(next, PAGE);
      if (page.isEmpty()) {
        startOver();
      } else if (page.get().isEmpty()) {
        return;
      } else {
        tell(page.get());
      }
    }
  }

  private void tell(List<AgentChange> page) {
    for (var change : page) {
      if (paused || closed) {
        return;
      }
      next++;
      tell(change);
    }
  }

  private void tell(AgentChange change) {
    if (change.record().map(its -> Fit.fits(wanted, its.descriptor())).orElse(true)) {
      call(() -> listener.changed(change));
    }
    cursor.set(change.cursor());
  }

  private void startOver() {
    call(listener::startsOver);
    tellEverybody();
  }

  private void tellEverybody() {
    var beginning = registry.story().everybody();
    next = beginning.next();
    beginning.changes().forEach(this::tell);
  }

  /**
   * Tells what the log has behind a cursor, then who does not live any more, and goes on live.
   *
   * @return whether it has come so far; else it goes on when the view has moved
   */
  private boolean isReplayed(Replay replaying) {
    while (!paused && !closed) {
      var page = replaying.next();
      if (page.isEmpty()) {
        replay = null;
        startOver();
        return true;
      }
      page.get().forEach(this::tell);
      var live = page.get().isEmpty() ? replaying.judgements() : Optional.<Story.Beginning>empty();
      if (live.isPresent()) {
        replay = null;
        next = live.get().next();
        live.get().changes().forEach(this::tell);
        return true;
      }
      if (page.get().isEmpty()) {
        return false;
      }
    }
    return false;
  }

  private void call(Runnable telling) {
    try {
      telling.run();
    } catch (RuntimeException e) {
      LOG.warn("a watch's listener failed", e);
    }
  }

  private void failed(MaosException e) {
    retry.again(this::ring);
  }

  // Its life.

  @Override
  public void pause() {
    paused = true;
  }

  @Override
  public void resume() {
    paused = false;
    ring();
  }

  @Override
  public boolean isActive() {
    return !paused && !closed;
  }

  @Override
  public void close() {
    closed = true;
    onClosed.accept(this);
  }
}
