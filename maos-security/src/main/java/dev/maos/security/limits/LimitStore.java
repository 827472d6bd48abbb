package dev.maos.security.limits;

import java.util.List;

/**
 * Keeps what was taken under each key. A form that processes share keeps the same number for each
 * key, by a clock of its own. Thread-safe.
 */
public interface LimitStore {
  /** Takes all of these charges or none, in one step. */
  LimitAnswer take(List<Charge> charges);

  /** How much of the room for keys is used, from 0 to 1. */
  double load();
}
