package dev.maos.bench;

import dev.maos.event.EventDurability;

/** Our own events. */
public final class MaosEventContestant implements EventContestant {
  @Override
  public String system() {
    return "maos";
  }

  @Override
  public boolean plays(EventScenario scenario) {
    return true;
  }

  @Override
  public EventRun open(EventScenario scenario, Listeners listeners) {
    return switch (scenario) {
      case ISOLATED_100_OF_WHICH_10, INLINE_100_OF_WHICH_10, INDEX_10000 ->
          new MaosDispatch(scenario, Audience.of(scenario, listeners));
      case SQLITE_APPEND -> new SqliteAppend(EventDurability.PROCESS);
      case SQLITE_APPEND_FULL -> new SqliteAppend(EventDurability.DISK);
      case SQLITE_REPLAY -> new SqliteReplay(listeners);
    };
  }
}
