package dev.maos;

import dev.maos.base.AgentId;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.base.TimeSource;
import dev.maos.message.MessageBus;
import dev.maos.registry.AgentChange;
import dev.maos.registry.AgentQuery;
import dev.maos.registry.AgentRegistry;
import dev.maos.registry.Watch;
import dev.maos.registry.WatchStart;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that messages to whoever is able do not wait for the dead: when an agent is gone or
 * has left, one of the processes that live sends on what is unacknowledged in its inbox. It looks
 * again after the leases of what the agent had claimed, and now and then as long as the agent is
 * away, for whatever was sent to it by those who did not know yet. Thread-safe.
 */
final class Reselection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Reselection.class);
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration OFTEN = Duration.ofSeconds(5);
  private static final Duration RARELY = Duration.ofMinutes(1);
  private static final int TIMES_OFTEN = 24;
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final int MOST_AWAY = 10_000;

  private final MessageBus bus;
  private final AgentRegistry registry;
  private final TimeSource time;
  private final Map<AgentId, Away> away =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<AgentId, Away> eldest) {
          return size() > MOST_AWAY;
        }
      };
  private final Watch watch;
  private boolean closed;

  /** Since when somebody is away, and what will look after it. */
  private static final class Away {
    final long since;
    int rounds;
    TimeSource.@Nullable Alarm alarm;

    Away(long since) {
      this.since = since;
    }
  }

  Reselection(MessageBus bus, AgentRegistry registry, TimeSource time) {
    this.bus = bus;
    this.registry = registry;
    this.time = time;
    this.watch = registry.watch(WatchStart.EVERYBODY, AgentQuery.any(), this::changed);
  }

  private void changed(AgentChange change) {
    switch (change.kind()) {
      case GONE, LEFT -> gone(change.agent());
      case ADDED, RETURNED -> back(change.agent());
      case CHANGED, SUSPECT -> {}
    }
  }

  private void gone(AgentId agent) {
    synchronized (this) {
      if (closed || away.containsKey(agent)) {
        return;
      }
      away.put(agent, new Away(time.nanos()));
    }
    lookAfter(agent);
  }

  private synchronized void back(AgentId agent) {
    var its = away.remove(agent);
    if (its != null && its.alarm != null) {
      its.alarm.cancel();
    }
  }

  private void lookAfter(AgentId agent) {
    try {
      if (registry.looksAfter(agent)) {
        var round = bus.readdress(agent);
        if (round.moved() + round.buried() > 0) {
          LOG.atInfo().addKeyValue("agent", agent).addKeyValue("round", round).log("reselected");
        }
      }
    } catch (MaosException e) {
      LOG.atWarn()
          .addKeyValue("agent", agent)
          .addKeyValue("error", InvalidInputException.escape(String.valueOf(e.getMessage())))
          .log("the messages of an agent that is gone could not be sent on; it is tried again");
    }
    lookAgain(agent);
  }

  private synchronized void lookAgain(AgentId agent) {
    var its = away.get(agent);
    if (closed || its == null) {
      return;
    }
    if (time.nanos() - its.since > LONGEST.toNanos()) {
      away.remove(agent);
      return;
    }
    its.alarm = time.schedule(delay(its.rounds), () -> lookAfter(agent));
    its.rounds++;
  }

  // After 1, 3 and 7 seconds, then each 5: a lease can be short.
  private static Duration delay(int rounds) {
    if (rounds < 3) {
      return SOON.multipliedBy(1L << rounds);
    }
    return rounds < TIMES_OFTEN ? OFTEN : RARELY;
  }

  @Override
  public void close() {
    watch.close();
    synchronized (this) {
      closed = true;
      for (var its : List.copyOf(away.values())) {
        if (its.alarm != null) {
          its.alarm.cancel();
        }
      }
      away.clear();
    }
  }
}
