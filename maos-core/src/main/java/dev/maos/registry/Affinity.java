package dev.maos.registry;

import dev.maos.base.AgentId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who was picked for which key, the last ten thousand keys. A key that was not used for longer is
 * given anew. Thread-safe.
 */
final class Affinity {
  static final int MAX_KEY = 256;
  private static final int MAX_KEYS = 10_000;

  private final Map<String, AgentId> chosen =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, AgentId> eldest) {
          return size() > MAX_KEYS;
        }
      };

  synchronized Optional<AgentId> of(String key) {
    return Optional.ofNullable(chosen.get(key));
  }

  synchronized void set(String key, AgentId agent) {
    chosen.put(key, agent);
  }
}
