package dev.maos.registry;

/** Somebody who is told what happens to agents: one thing after another, on a thread of ours. */
@FunctionalInterface
public interface WatchListener {
  /** Something happened. */
  void changed(AgentChange change);

  /**
   * So much was missed that it is not known any more; everybody who is there now follows, as {@link
   * AgentChange.Kind#ADDED}, and whoever does not follow is not there.
   */
  default void startsOver() {}
}
