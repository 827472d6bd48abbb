package dev.maos.memory;

import dev.maos.backend.Backend;
import dev.maos.backend.BackendProvider;
import dev.maos.backend.Finding;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.TimeSource;
import dev.maos.message.QueueLimits;
import java.net.URI;
import java.util.List;
import java.util.Set;

/** Opens {@code memory:}, each time a backend of its own. */
public final class MemoryBackendProvider implements BackendProvider {
  @Override
  public Set<String> schemes() {
    return Set.of("memory");
  }

  @Override
  public List<Finding> examine(URI uri, TimeSource time) {
    return List.of(
        new Finding(
            Finding.Severity.GOOD, "backend", "embedded; nothing outlives the process", ""));
  }

  @Override
  public Backend open(URI uri, QueueLimits limits, TimeSource time) {
    check(uri);
    return new MemoryBackend(limits, time);
  }

  @Override
  public long erase(URI uri, TimeSource time) {
    check(uri);
    return 0;
  }

  private static void check(URI uri) {
    if (!uri.toString().equals("memory:///")) {
      throw new InvalidInputException(
          ErrorCode.INVALID_SETTING,
          "backend URI",
          uri.toString(),
          "memory: and nothing behind it");
    }
  }
}
