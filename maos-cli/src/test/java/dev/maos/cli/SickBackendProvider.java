package dev.maos.cli;

import dev.maos.backend.Backend;
import dev.maos.backend.BackendProvider;
import dev.maos.backend.Finding;
import dev.maos.backend.Finding.Severity;
import dev.maos.base.TimeSource;
import dev.maos.message.QueueLimits;
import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * A backend with something of everything: {@code sick:bad} and, without the worst, {@code
 * sick:fair}.
 */
public final class SickBackendProvider implements BackendProvider {
  @Override
  public Set<String> schemes() {
    return Set.of("sick");
  }

  @Override
  public Backend open(URI uri, QueueLimits limits, TimeSource time) {
    throw new UnsupportedOperationException("it is only to be examined");
  }

  @Override
  public long erase(URI uri, TimeSource time) {
    throw new UnsupportedOperationException("it is only to be examined");
  }

  @Override
  public List<Finding> examine(URI uri, TimeSource time) {
    var good = new Finding(Severity.GOOD, "version", "7.0.15", "");
    var fair = new Finding(Severity.WARNING, "appendfsync", "everysec", "set it to always");
    var bad = new Finding(Severity.BAD, "policy", "all\u001b[2Jkeys", "CONFIG SET policy none");
    return uri.getSchemeSpecificPart().equals("bad")
        ? List.of(good, fair, bad)
        : List.of(good, fair);
  }
}
